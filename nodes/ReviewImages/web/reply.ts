import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;
type Headers = Readonly<Record<string, string>>;

/** n8n's response, ended by ourselves: what n8n ends gets headers of its own. */
export class Reply {
	constructor(
		private readonly response: Response,
		/** Whether only the headers were asked for. */
		private readonly isHead: boolean,
	) {}

	/** Headers for an answer that n8n ends. */
	prepare(headers: Headers): void {
		for (const [name, value] of Object.entries(headers)) this.response.setHeader(name, value);
	}

	send(status: number, headers: Headers, body: string | Buffer): void {
		if (this.response.headersSent) {
			this.response.end();
			return;
		}
		this.prepare(headers);
		if (!('Content-Type' in headers)) {
			this.response.setHeader('Content-Type', 'text/plain; charset=utf-8');
		}
		this.response.statusCode = status;
		this.response.end(this.isHead ? undefined : body);
	}

	/** Resolves when all is sent or the reviewer has gone. */
	async stream(
		status: number,
		headers: Headers,
		source: NodeJS.ReadableStream & { destroy?(): void },
	): Promise<void> {
		const { response } = this;
		if (this.isHead) {
			source.destroy?.();
			this.send(status, headers, '');
			return;
		}
		this.prepare(headers);
		response.statusCode = status;
		await new Promise<void>((resolve, reject) => {
			source.once('error', reject);
			response.once('finish', resolve);
			response.once('close', () => {
				source.destroy?.();
				resolve();
			});
			source.pipe(response);
		});
	}
}
