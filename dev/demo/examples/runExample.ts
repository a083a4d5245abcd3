import type { Engine } from '../../engine/engine';
import { withFolder } from '../../n8n/examples';
import { collect, type Collected, type CollectedPicture } from './collect';
import type { OutputFolder } from './outputFolder';
import type { Example } from './workflow';

/** An image with the place of its file. */
export interface ShownPicture extends Pick<CollectedPicture, 'step' | 'image' | 'compare'> {
	/** Relative to the index page; undefined where there is no image. */
	path?: string;
	more: ShownFile[];
}

export interface ShownFile {
	/** The binary field it came in. */
	field: string;
	/** Relative to the index page. */
	path: string;
	mimeType: string;
}

/** How one example went. */
export interface ExampleRun {
	example: Example;
	/** From the trigger to the last node, in milliseconds. */
	durationMs: number;
	pictures: ShownPicture[];
	documents: ShownFile[];
	/** USD that judges cost, as far as prices are known. */
	judgeCostUsd: number;
	tally?: Collected['tally'];
	/** How often each step ran: in a loop more than once. */
	turns: Readonly<Record<string, number>>;
	/** What n8n shows above the nodes' output. */
	hints: string[];
	/** Why the workflow stopped, where it did. */
	stopped?: string;
}

/** Runs an example in the engine and writes all its files. Never rejects for what a node does. */
export async function runExample(
	engine: Engine,
	example: Example,
	folder: OutputFolder,
	onNode?: () => void,
): Promise<ExampleRun> {
	const startedAt = performance.now();
	const workflow = withFolder(example.workflow, folder.placeFor(example.slug));
	const result = await engine.run(workflow, { onNode });
	const durationMs = performance.now() - startedAt;
	const { pictures, documents, judgeCostUsd, tally } = collect(example, result);
	const write = async ({ field, binary }: (typeof documents)[number]): Promise<ShownFile> => ({
		field,
		mimeType: binary.mimeType,
		path: folder.write(example.slug, binary.fileName ?? field, await engine.readBinary(binary)),
	});
	const hints = result.hints.map(({ message }) => message);
	const turns = Object.fromEntries(
		Object.entries(result.runData).map(([step, tasks]) => [step, tasks.length]),
	);
	const run: ExampleRun = {
		...{ example, durationMs, pictures: [], documents: [], judgeCostUsd, tally, turns, hints },
	};
	for (const { step, image, compare, file, more } of pictures) {
		const path = file && (await write({ ...file, step })).path;
		const shown: ShownPicture = { step, image, compare, path, more: [] };
		for (const other of more) shown.more.push(await write({ ...other, step }));
		run.pictures.push(shown);
	}
	for (const document of documents) run.documents.push(await write(document));
	if (result.status !== 'success') {
		run.stopped = [result.error?.message, result.error?.description].filter(Boolean).join(' ');
		run.stopped ||= `The workflow ended as "${result.status}".`;
	}
	return run;
}

/** USD that the run cost, or would have cost, its judge included, as far as prices are known. */
export function costOf({
	pictures,
	judgeCostUsd,
}: Pick<ExampleRun, 'pictures' | 'judgeCostUsd'>): number {
	return pictures.reduce((total, { image }) => total + (image.costUsd ?? 0), judgeCostUsd);
}
