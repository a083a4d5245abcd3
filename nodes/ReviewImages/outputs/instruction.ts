import type { Pin } from '../protocol/answer';
import type { DrawingKind } from '../protocol/page';

const WITHOUT_WORDS: Readonly<Record<DrawingKind | 'nothing', string>> = {
	region: 'Change the marked area.',
	markup: 'Make the changes that are drawn on the image.',
	nothing: 'Make another version of this image.',
};

/**
 * What reviewers asked for as one prompt for GPT Image Edit: their comments, then the pins as a list.
 * Never empty, since an edit needs a prompt.
 * @param comments without the reviewers' names.
 */
export function instructionOf(
	comments: readonly string[],
	pins: readonly Pin[],
	drawing: DrawingKind | undefined,
): string {
	const said = comments.filter((comment) => comment !== '');
	if (said.length === 0 && pins.length === 0) return WITHOUT_WORDS[drawing ?? 'nothing'];
	if (pins.length === 0) return said.join('\n');
	const spots = pins.map(
		({ x, y, text }, place) =>
			`${place + 1}. At ${Math.round(x)} % from the left and ${Math.round(y)} % from the top: ${text}`,
	);
	return [...said, 'Change these spots:', ...spots].join('\n');
}
