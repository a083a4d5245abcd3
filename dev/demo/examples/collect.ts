import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import type { TallyReport } from '../../../nodes/CompareModels/statistics/tallyTypes';
import type { ComparisonReport } from '../../../nodes/CompareModels/statistics/types';
import type { ImageJson } from '../../../nodes/shared/items/imageJson';
import type { RunResult } from '../../engine/engine';
import type { Example } from './workflow';

/** A file that a node put out. */
export interface PutOutFile {
	/** The binary field it came in. */
	field: string;
	binary: IBinaryData;
}

/** `json.compare` of a compared image. */
export interface ComparedJson {
	/** The letter. */
	variant: string;
	label: string;
	/** To the stored image, 0 to 1. */
	similarity?: number;
}

/** One image, or the place where there is none. */
export interface CollectedPicture {
	/** Name of the node that put it out. */
	step: string;
	image: ImageJson;
	compare?: ComparedJson;
	/** Undefined where there is no image. */
	file?: PutOutFile;
	/** What came beside it, such as the difference image. */
	more: PutOutFile[];
}

/** What a run brought. */
export interface Collected {
	pictures: CollectedPicture[];
	/** Files of items that are no images: contact sheet, report, table. */
	documents: Array<PutOutFile & { step: string }>;
	/** USD that judges cost, as far as prices are known. */
	judgeCostUsd: number;
	/** What reviewers' answers came to. */
	tally?: TallyReport;
}

/** Takes everything out of a run that nodes of this package made, in the order of the workflow. */
export function collect(example: Example, result: RunResult): Collected {
	const collected: Collected = { pictures: [], documents: [], judgeCostUsd: 0 };
	for (const step of stepsWithFiles(example)) {
		for (const item of itemsOf(result, step)) {
			if (item.json.tally) collected.tally = item.json.tally as unknown as TallyReport;
			const report = item.json.report as unknown as ComparisonReport | undefined;
			collected.judgeCostUsd += report?.spentUsd?.judge ?? 0;
			const files = filesOf(item);
			const images = imagesOf(item);
			if (images.length === 0) {
				collected.documents.push(...files.map((file) => ({ ...file, step })));
			}
			for (const image of images) {
				const [file] = files.filter(({ binary }) => belongs(binary, image));
				const more = images.length === 1 ? files.filter((other) => other !== file) : [];
				const compare = item.json.compare as unknown as ComparedJson | undefined;
				collected.pictures.push({ step, image, compare, file, more });
			}
		}
	}
	return collected;
}

/** Those of this package, and n8n's own that make files. */
const stepsWithFiles = ({ ourNodes, workflow }: Example) =>
	[...ourNodes, ...workflow.nodes.filter(({ type }) => type === MAKES_FILES)].map(
		({ name }) => name,
	);

const MAKES_FILES = 'n8n-nodes-base.convertToFile';

/** In a loop, those of all its turns. */
const itemsOf = ({ runData }: RunResult, step: string): INodeExecutionData[] =>
	(runData[step] ?? []).flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? []));

function filesOf({ binary = {} }: INodeExecutionData): PutOutFile[] {
	return Object.entries(binary).map(([field, file]) => ({ field, binary: file }));
}

/** With one item a prompt, the first image stands in `image` and all of them in `images`. */
function imagesOf({ json }: INodeExecutionData): ImageJson[] {
	if (Array.isArray(json.images)) return json.images as unknown as ImageJson[];
	return json.image === undefined ? [] : [json.image as unknown as ImageJson];
}

function belongs({ fileName }: IBinaryData, image: ImageJson): boolean {
	return image.status === 'ok' && fileName === image.fileName;
}
