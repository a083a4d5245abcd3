import type { ImageJob } from '../types';
import { posterText } from '../painting/typesetting';
import type { Misreading } from './behaviour';
import { misreadingOf } from './see';

/** What is drawn in place of the words that a prompt asks for; nothing where they are drawn right. */
export function misprintOf(
	{ prompt, modelId }: ImageJob,
	misprints: readonly Misreading[],
): Pick<ImageJob, 'misprint'> {
	const { headline, rest } = posterText(prompt);
	if (rest === '') return {};
	const picture = { prompt, modelId, texts: [headline] };
	const drawn = misreadingOf(picture, misprints)?.as(headline, picture);
	return drawn === undefined ? {} : { misprint: [drawn].flat().join(' ') };
}
