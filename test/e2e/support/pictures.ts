import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { imageSize } from 'image-size';
import type { IBinaryData, INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { WorkflowJson } from '../../../dev/engine/engine';
import type { ImageJson } from '../../../nodes/shared/items/imageJson';
import type { Expected } from './expected';

/** A run of a workflow, wherever it ran. */
export interface Ran {
	workflow: WorkflowJson;
	/** What the node put out last, all outputs in one list. */
	outputOf: (nodeName: string) => readonly INodeExecutionData[];
	/** What it put out in all its runs, in a loop one after another. */
	outputsOf: (nodeName: string) => readonly INodeExecutionData[];
	read: (binary: IBinaryData) => Promise<Buffer>;
}

/** What a node put out in all its runs, all outputs in one list. */
export const everyOutput = ({ resultData }: IRunExecutionData, nodeName: string) =>
	(resultData.runData[nodeName] ?? []).flatMap(({ data }) =>
		(data?.main ?? []).flatMap((output) => output ?? []),
	);

/** An image as it lies in n8n's storage, beside what was said about it. */
interface FoundPicture {
	status: string;
	/** Pixels of the stored file, such as `1024x1024`; undefined where there is none. */
	stored?: string;
	/** Pixels that `json.image` names. */
	told?: string;
}

/** Nodes of this package in a workflow that make images. */
function picturesNodes(workflow: WorkflowJson): INode[] {
	return workflow.nodes.filter(
		({ type, parameters }) =>
			type.startsWith('n8n-nodes-gpt-image.') &&
			!type.endsWith('Tool') &&
			parameters.operation !== 'tally',
	);
}

/** Every image ended as expected, and every file has the pixels that it should and says that it has. */
export async function expectPictures(ran: Ran, { counts, sizes }: Expected): Promise<void> {
	const found: FoundPicture[] = [];
	for (const { name } of picturesNodes(ran.workflow)) {
		for (const item of ran.outputOf(name)) found.push(...(await picturesOf(item, ran.read)));
	}
	expect(countsOf(found)).toEqual(counts);
	const delivered = found.filter(({ status }) => status === 'ok');
	expect(delivered.map(({ stored }) => stored)).toEqual(sizes);
	expect(delivered.map(({ told }) => told)).toEqual(sizes);
}

/** What the workflow's write nodes say they wrote is on the disk: the files of the items, byte for byte. */
export async function expectFiles(ran: Ran, { files }: Expected): Promise<void> {
	const written = ran.workflow.nodes
		.filter(({ type }) => type === 'n8n-nodes-base.readWriteFile')
		.flatMap(({ name, parameters }) =>
			ran.outputsOf(name).map((item) => ({ item, field: String(parameters.dataPropertyName) })),
		);
	const names = written.map(({ item }) => basename(String(item.json.fileName)));
	expect(names.toSorted()).toEqual(Object.keys(files).toSorted());
	for (const { item, field } of written) {
		const binary = item.binary?.[field];
		if (!binary) throw new Error(`There is no file in the field ${field}.`);
		const onDisk = readFileSync(String(item.json.fileName));
		expect(onDisk.length).toBeGreaterThan(0);
		expect(sha256(onDisk)).toBe(sha256(await ran.read(binary)));
		const size = files[basename(String(item.json.fileName))];
		if (size !== undefined) expect(pixels(imageSize(onDisk))).toBe(size);
	}
}

/** `1024x1024` */
export const pixels = ({ width, height }: { width?: number; height?: number }) =>
	`${width}x${height}`;

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function picturesOf(
	{ json, binary = {} }: INodeExecutionData,
	read: Ran['read'],
): Promise<FoundPicture[]> {
	const images = (json.images ?? (json.image ? [json.image] : [])) as unknown as ImageJson[];
	return await Promise.all(
		images.map(async (image) => {
			if (image.status !== 'ok') return { status: image.status };
			const file = Object.values(binary).find(({ fileName }) => fileName === image.fileName);
			return {
				status: image.status,
				stored: file && pixels(imageSize(await read(file))),
				told: pixels(image),
			};
		}),
	);
}

function countsOf(found: readonly FoundPicture[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of found) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
