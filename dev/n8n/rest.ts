/** n8n's own REST API, as its editor uses it. */
export class RestClient {
	private cookie = '';

	/** @param url `http://127.0.0.1:PORT` */
	constructor(readonly url: string) {}

	/** The cookie of who is signed in, as `name=value`; empty before. It is not bound to a browser. */
	get session(): string {
		return this.cookie;
	}

	/** @throws {RestRefusal} for a status of 400 or more. */
	async get<T>(path: string): Promise<T> {
		return await this.send<T>('GET', path);
	}

	/** @throws {RestRefusal} for a status of 400 or more. */
	async post<T>(path: string, body: unknown = {}): Promise<T> {
		return await this.send<T>('POST', path, body);
	}

	/** @throws {RestRefusal} for a status of 400 or more. */
	async patch<T>(path: string, body: unknown): Promise<T> {
		return await this.send<T>('PATCH', path, body);
	}

	/** A file of an execution, by the id in its binary data. */
	async readBinary(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.request('GET', `/binary-data?${query}`);
		if (!response.ok) throw new RestRefusal('GET', '/binary-data', response.status, '');
		return Buffer.from(await response.arrayBuffer());
	}

	private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.request(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new RestRefusal(method, path, response.status, text);
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		return (JSON.parse(text) as { data: T }).data;
	}

	private async request(method: string, path: string, body?: unknown): Promise<Response> {
		return await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				cookie: this.cookie,
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	}
}

/** Thrown when n8n answers a request with a status of 400 or more. */
export class RestRefusal extends Error {
	override name = 'RestRefusal';

	constructor(
		method: string,
		path: string,
		readonly status: number,
		text: string,
	) {
		super(`${method} ${path}: ${status} ${text.slice(0, 2000)}`);
	}
}
