import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startImageServer, type Settings } from '../server/server';

/** What makes this program the image server of the bench instead. */
export const SERVER_ROLE = '--as-image-server';

/** Settings that can be told to another process. */
type PlainSettings = Partial<
	Pick<Settings, 'imageBytes' | 'servesAnyModel'> & { latencyMs: number }
>;

interface Question {
	configure?: PlainSettings;
}

interface Answer {
	url: string;
	apiKey: string;
	/** Requests for images that were answered with 200. */
	answered: number;
	maxInFlight: number;
}

/** The local image server in a process of its own, so that drawing takes nothing from n8n's process. */
export class BenchServer {
	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
		readonly apiKey: string,
	) {}

	/** @param program the script that calls `serve` when it finds `SERVER_ROLE` among its arguments. */
	static async start(program: string): Promise<BenchServer> {
		const child = fork(program, [SERVER_ROLE]);
		const [{ url, apiKey }] = (await once(child, 'message')) as [Answer];
		return new BenchServer(child, url, apiKey);
	}

	/** Changes settings and counts from zero. */
	async configure(settings: PlainSettings): Promise<void> {
		await this.ask({ configure: settings });
	}

	async figures(): Promise<Answer> {
		return await this.ask({});
	}

	/** Has the images drawn that a measurement will ask for, so that drawing is not measured. */
	async draw(bodies: readonly object[]): Promise<void> {
		for (const body of bodies) {
			const response = await fetch(`${this.url}/images/generations`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${this.apiKey}` },
				body: JSON.stringify(body),
			});
			if (!response.ok) throw new Error(`The image server said ${await response.text()}`);
			await response.arrayBuffer();
		}
	}

	async stop(): Promise<void> {
		if (this.child.exitCode !== null) return;
		this.child.disconnect();
		await once(this.child, 'exit');
	}

	private async ask(question: Question): Promise<Answer> {
		this.child.send(question);
		const [answer] = (await once(this.child, 'message')) as [Answer];
		return answer;
	}
}

/** The other side: runs the server until the bench goes away. */
export async function serve(): Promise<void> {
	const server = await startImageServer();
	const tell = () => {
		const answered = server.log.filter(({ status }) => status === 200).length;
		const { url, apiKey, maxInFlight } = server;
		process.send?.({ url, apiKey, maxInFlight, answered } satisfies Answer);
	};
	process.on('message', ({ configure }: Question) => {
		if (configure) {
			server.reset();
			server.configure(configure);
		}
		tell();
	});
	process.once('disconnect', () => void server.close().then(() => process.exit()));
	tell();
}
