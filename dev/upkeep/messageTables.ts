import { resolve } from 'node:path';
import {
	BAD_ANSWER_ROWS,
	CATCH_ALL_ROW,
	ERROR_ROWS,
	NO_IMAGE_ROWS,
	TRANSPORT_ROWS,
} from '../../nodes/shared/openai/errors/errorRows';
import { HOW_TO_FIX } from '../../nodes/shared/openai/errors/howToFix';
import { displayNameOf } from '../../nodes/shared/parameters/displayNames';
import { checkMessagesIn, warningsIn } from './checkMessages';
import { table } from './markdownTable';

const DIRECTORY = resolve(__dirname, '../..');

/** The tables of messages in docs/: Markdown by the name in their mark. */
export const MESSAGE_TABLES: Readonly<Record<string, () => string>> = {
	messages: answersTable,
	checks: checksTable,
	warnings: warningsTable,
};

/** What came from the server, or did not come. */
function answersTable(): string {
	const known = [
		...ERROR_ROWS,
		CATCH_ALL_ROW,
		...Object.values(BAD_ANSWER_ROWS),
		...Object.values(NO_IMAGE_ROWS),
		...Object.values(TRANSPORT_ROWS),
	];
	const rows = new Map(
		known.map(({ says, howToFix }) => [`${says}|${howToFix}`, [plain(says), HOW_TO_FIX[howToFix]]]),
	);
	return table(['The message begins with', 'What to do'], [...rows.values()]);
}

/** A message without what is only known when it is shown. */
function plain(says: string): string {
	return says
		.replace('{categories}', '')
		.replace(/ ?\(HTTP \{status\}\)/, '')
		.replace(/\{\w+\}/g, '…')
		.replace(/\.$/, '');
}

/** What is wrong with a setting, a file or the input. */
function checksTable(): string {
	const fixes = new Map<string, Set<string>>();
	for (const { setting, message, howToFix } of checkMessagesIn(DIRECTORY)) {
		const key = [parameterName(setting), message].join('\n');
		fixes.set(key, (fixes.get(key) ?? new Set()).add(howToFix));
	}
	const rows = [...fixes].map(([key, ways]) => [
		...key.split('\n'),
		[...ways].filter(Boolean).join(' / ') || 'See the description of the message.',
	]);
	return table(['Parameter', 'Message', 'What to do'], rows.toSorted(byParameter));
}

function warningsTable(): string {
	const rows = warningsIn(DIRECTORY).map(({ setting, message }) => [
		parameterName(setting),
		message,
	]);
	return table(['Parameter', 'Warning'], rows.toSorted(byParameter));
}

const parameterName = (setting: string | undefined) =>
	setting === undefined ? '' : displayNameOf(setting);

/** From A to Z, whatever files the messages are in; those without a parameter last. */
const byParameter = ([a = '', messageA = '']: string[], [b = '', messageB = '']: string[]) =>
	Number(a === '') - Number(b === '') ||
	a.localeCompare(b, 'en') ||
	letters(messageA).localeCompare(letters(messageB), 'en');

const letters = (message: string) => message.replace(/[^\p{L} ]/gu, '').trim();
