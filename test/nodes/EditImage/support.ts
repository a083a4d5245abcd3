import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { ApiRequest } from '../../../dev/server/server';
import { model, type NodeSetup, type Ran, type Workbench } from '../../support/workbench';

/** GPT Image Edit on the binary field `data`, unless the parameters say otherwise. */
export const edit = (
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'editImage',
	parameters: {
		model: model('gpt-image-2'),
		prompt: 'Give it a hat',
		quality: 'low',
		...parameters,
	},
	...more,
});

export interface GivenFile {
	bytes: Buffer;
	fileName?: string;
	mimeType?: string;
}

/** An item with files whose name and MIME type are as given, or good ones. */
export async function itemOf(
	bench: Workbench,
	files: Record<string, Buffer | GivenFile>,
	json: INodeExecutionData['json'] = {},
): Promise<INodeExecutionData & { binary: Record<string, IBinaryData> }> {
	const binary: Record<string, IBinaryData> = {};
	for (const [field, given] of Object.entries(files)) {
		const file: GivenFile = Buffer.isBuffer(given) ? { bytes: given } : given;
		const { bytes, fileName = `${field}.png`, mimeType = 'image/png' } = file;
		binary[field] = await bench.engine.storeBinary(bytes, fileName, mimeType);
	}
	return { json, binary };
}

/** Every request for images from now on, with its files' bytes. */
export function watch({ server }: Workbench): ApiRequest[] {
	const seen: ApiRequest[] = [];
	server.configure({
		latencyMs: (request) => {
			seen.push(request);
			return 0;
		},
	});
	return seen;
}

/** A refusal in plain words, told before anything was requested. */
export function expectRefused(bench: Workbench, ran: Ran, ...words: Array<string | RegExp>): void {
	const { message = '', description } = ran.error ?? {};
	const text = `${message} ${String(description)}`;
	for (const word of words) expect(text).toMatch(word);
	expect(text).not.toMatch(/\b(error|problem|failure)/i);
	expect(text).toContain('Nothing was requested or paid for.');
	expect(bench.calls()).toBe(0);
	expect(text).not.toContain(bench.server.apiKey.slice(0, 20));
}

/** The run went well. */
export function expectDone(ran: Ran): void {
	expect(ran.error?.message).toBeUndefined();
	expect(ran.status).toBe('success');
}
