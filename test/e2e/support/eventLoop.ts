import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process held up in a span of time. */
export interface HeldUp {
	/** Milliseconds of processor time between two turns of the event loop, at most: own work, however busy the machine is. */
	work: number;
	/** Milliseconds between two turns by the clock, at most; on a busy machine waiting for a processor counts too. */
	clock: number;
}

/** Runs in n8n's process: says of every tenth of a second what held up the event loop most. */
const WATCH = `
const { appendFileSync } = require('node:fs');
const used = () => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
let work = 0, clock = 0, lastWork = used(), lastClock = performance.now(), written = Date.now();
setInterval(() => {
	const [nowWork, nowClock] = [used(), performance.now()];
	work = Math.max(work, nowWork - lastWork);
	clock = Math.max(clock, nowClock - lastClock);
	if (Date.now() - written >= 100) {
		appendFileSync(process.env.EVENT_LOOP_LOG, JSON.stringify({ at: Date.now(), work, clock }) + '\\n');
		work = clock = 0;
		written = Date.now();
	}
	[lastWork, lastClock] = [used(), performance.now()];
}, 1).unref();
`;

/** Watches the event loop of an n8n that is started with its environment. */
export class EventLoopWatch {
	private readonly log: string;
	readonly env: Record<string, string>;

	/** @param folder where its files go. */
	constructor(folder: string) {
		const script = join(folder, 'watch-event-loop.cjs');
		this.log = join(folder, 'event-loop.jsonl');
		writeFileSync(script, WATCH);
		this.env = { NODE_OPTIONS: `--require ${script}`, EVENT_LOOP_LOG: this.log };
	}

	/** @param since, until `Date.now()` */
	between(since: number, until: number): HeldUp {
		const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').trim().split('\n') : [];
		const seen = lines
			.map((line) => JSON.parse(line) as HeldUp & { at: number })
			.filter(({ at }) => at >= since && at <= until + 100);
		if (seen.length === 0) throw new Error('The event loop was not watched.');
		return {
			work: Math.max(...seen.map(({ work }) => work)),
			clock: Math.max(...seen.map(({ clock }) => clock)),
		};
	}
}
