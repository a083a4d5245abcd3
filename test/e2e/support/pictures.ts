import { imageSize } from 'image-size';
import type { IBinaryData, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../demo/engine/engine';
import { findPreset } from '../../../nodes/shared/models/presets';
import type { ImageJson } from '../../../nodes/shared/n8n/imageJson';

/** A picture as it lies in n8n's storage, beside what was said about it and what was asked for. */
export interface FoundPicture {
	status: string;
	/** Pixels of the stored file, such as `1024x1024`. */
	stored?: string;
	/** Pixels that `json.image` names. */
	told?: string;
	/** Pixels that the node's Size asks for; undefined for auto and for an edit of an unnamed size. */
	asked?: string;
}

/** Nodes of this package in a workflow that make pictures. */
export function picturesNodes(workflow: WorkflowJson): INode[] {
	return workflow.nodes.filter(
		({ type, parameters }) =>
			type.startsWith('n8n-nodes-gpt-image.') &&
			!type.endsWith('Tool') &&
			parameters.operation !== 'tally',
	);
}

/** All pictures among a node's items, with the sizes of the files themselves. */
export async function findPictures(
	node: INode,
	items: readonly INodeExecutionData[],
	read: (binary: IBinaryData) => Promise<Buffer>,
): Promise<FoundPicture[]> {
	const found: FoundPicture[] = [];
	for (const { json, binary = {} } of items) {
		const images = (json.images ?? (json.image ? [json.image] : [])) as unknown as ImageJson[];
		for (const image of images) {
			if (image.status !== 'ok') {
				found.push({ status: image.status });
				continue;
			}
			const file = Object.values(binary).find(({ fileName }) => fileName === image.fileName);
			found.push({
				status: image.status,
				stored: file && pixels(imageSize(await read(file))),
				told: pixels(image),
				asked: askedSize(node, image, json.compare as { variant?: string } | undefined),
			});
		}
	}
	return found;
}

function askedSize(
	{ parameters }: INode,
	{ preset }: ImageJson,
	compare?: { variant?: string },
): string | undefined {
	const preset_ = preset === undefined ? undefined : findPreset(preset);
	if (preset_) return pixels(preset_);
	const variants = (parameters.variants as { values?: INodeParameters[] } | undefined)?.values;
	const place = (compare?.variant ?? 'A').charCodeAt(0) - 'A'.charCodeAt(0);
	const { size, width, height } = variants?.[place] ?? parameters;
	if (size === 'custom') return `${String(width)}x${String(height)}`;
	return typeof size === 'string' && /^\d+x\d+$/.test(size) ? size : undefined;
}

const pixels = ({ width, height }: { width?: number; height?: number }) => `${width}x${height}`;
