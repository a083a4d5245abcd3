import { misprintOf } from './responses/misprint';
import type { FindFile } from './rules/references';
import { renderer } from './painting/render';
import type { Settings } from './behaviour/settings';
import type { ServerState } from './behaviour/state';
import type { ApiRequest, ImageJob } from './types';
import { validateJob } from './rules/validateJob';

/** A prompt with this in it is turned down by the safety system, so that people can see a refusal. */
const REFUSED_WORD = '[refuse]';

/**
 * What is to be drawn for a request, sent live or as a line of a batch.
 * @throws {ErrorAnswer}
 */
export async function jobOf(
	request: ApiRequest,
	operation: ImageJob['operation'],
	settings: Settings,
	findFile: FindFile,
): Promise<ImageJob> {
	const valid = await validateJob(request, operation, settings, findFile);
	return {
		...valid,
		...misprintOf(valid, settings.misprints),
		isSigned: settings.signsImages,
	};
}

export function isRefused({ prompt }: ImageJob): boolean {
	return prompt.includes(REFUSED_WORD);
}

/** The files of a job's images. @param remembers whether they are kept for the next request of the same images. */
export async function drawAll(
	job: ImageJob,
	state: ServerState,
	{ imageBytes }: Settings,
	remembers = true,
): Promise<Buffer[]> {
	const files: Buffer[] = [];
	for (let index = 0; index < job.n; index++) {
		const file = await renderer.render(job, index, imageBytes, remembers);
		state.pictures.remember(file, job);
		files.push(file);
	}
	return files;
}
