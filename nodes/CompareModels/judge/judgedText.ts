import { breathe } from '../../shared/images/breathe';
import { expected as narrowed } from '../../shared/words';
import { spreadOf } from '../math/spread';
import type { TextRules } from './text/normalize';
import { scoreText, type TextScore } from './text/textScore';
import { NotChecked } from './text/work';
import type { JudgedText } from './types';

/** What comes of reading one image, perhaps several times. */
export interface ComparedText {
	/** Null if there is no reading that could be compared. */
	text: JudgedText | null;
	/** Why, for each reading that could not. */
	notChecked: string[];
}

/**
 * Compares readings of one image with what it was to say. Pauses after each one.
 * @throws the signal's reason where it is aborted.
 */
export async function compareText(
	expected: string[],
	readings: string[][],
	rules: TextRules,
	signal: AbortSignal | undefined,
): Promise<ComparedText> {
	const scores: TextScore[] = [];
	const notChecked: string[] = [];
	for (const read of readings) {
		await breathe(signal);
		try {
			scores.push(scoreText(expected, read, rules));
		} catch (thrown) {
			narrowed(thrown, NotChecked);
			notChecked.push(TOO_MUCH);
		}
	}
	return { text: judgedTextOf(expected, scores), notChecked };
}

const TOO_MUCH =
	'the text was read but not checked: there is too much of it, or its parts are too mixed up to compare';

/** The run in the middle stands for all; of two in the middle the worse one, so that half is not right. */
function judgedTextOf(expected: string[], scores: TextScore[]): JudgedText | null {
	const errorRates = scores.map(({ errorRate }) => errorRate);
	const errorRate = spreadOf(errorRates);
	const ordered = [...scores].sort(
		(a, b) =>
			Number(b.exact) - Number(a.exact) || a.edits - b.edits || a.unasked.length - b.unasked.length,
	);
	const middle = ordered[Math.floor(ordered.length / 2)];
	if (errorRate === null || middle === undefined) return null;
	const { read, exact, texts, differences, unasked, extra, doubled, garbled } = middle;
	return {
		...{ expected, read, errorRates, errorRate, exact, texts, differences },
		...{ unasked, extra, doubled, garbled },
	};
}

/** What of the text is wrong, in words: " wrong or missing: “Summer Sale”; extra: “50% OFF”". */
export function whatIsWrong({ texts, extra, doubled, garbled }: JudgedText): string {
	const wrong = texts.flatMap(({ edits, expected: text }) => (edits > 0 ? [text] : []));
	const listed: Array<[string, string[]]> = [
		['wrong or missing', wrong],
		['extra', extra],
		['doubled', doubled],
		['garbled', garbled],
	];
	return listed
		.flatMap(([name, all]) => (all.length > 0 ? [`${name}: ${quotedList(all)}`] : []))
		.join('; ');
}

const MOST_LISTED = 3;
const LONGEST_LISTED = 60;

/** Some texts in quotation marks, shortened; how many more there are. */
export function quotedList(texts: readonly string[]): string {
	const shown = texts
		.slice(0, MOST_LISTED)
		.map((text) =>
			text.length > LONGEST_LISTED ? `“${text.slice(0, LONGEST_LISTED).trimEnd()}…”` : `“${text}”`,
		);
	const more = texts.length - shown.length;
	return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
