import { TEXTS } from '../../../nodes/ReviewImages/protocol/pageTexts';
import type {
	RecordedAnswer,
	RecordedDecision,
	RecordedPick,
	Round,
	RoundSettings,
} from '../../../nodes/ReviewImages/round/types';

/** A round of so many images, one group each of `perGroup`. */
export function roundOf(
	images: number,
	settings: Partial<RoundSettings> = {},
	perGroup = images,
): Round {
	const file = { binary: { data: '', mimeType: 'image/png' }, mimeType: 'image/png' };
	const letterAt = (index: number) => 'ABCDEFGHIJ'[index % perGroup] ?? 'Z';
	return {
		id: 'a'.repeat(32),
		turn: '0',
		number: 1,
		openedAt: '2026-01-01T00:00:00.000Z',
		deadline: null,
		settings: {
			operation: 'approve',
			blind: false,
			ballot: 'decide',
			decisions: ['approve', 'change', 'reject'],
			title: 'Drafts',
			message: '',
			compareWith: '',
			comments: 'optional',
			drawing: ['region', 'markup'],
			reviewers: [],
			answersNeeded: 1,
			stopAtFirstRejection: false,
			accentColor: '',
			logo: '',
			allowDownload: false,
			showPrompt: true,
			previewSize: 1600,
			texts: { ...TEXTS },
			summary: false,
			...settings,
		},
		groups: Array.from({ length: Math.ceil(images / perGroup) }, (_, group) => ({
			heading: `Prompt ${group + 1}`,
			images: Array.from({ length: perGroup }, (__, place) => group * perGroup + place).filter(
				(image) => image < images,
			),
		})),
		images: Array.from({ length: images }, (_, index) => ({
			item: index,
			field: 'data',
			letter: letterAt(index),
			place: {
				prompt: `Prompt ${Math.floor(index / perGroup) + 1}`,
				promptIndex: Math.floor(index / perGroup),
				repetition: 0,
				variant: letterAt(index),
			},
			width: 64,
			height: 48,
			preview: file,
			full: file,
			requested: '',
		})),
		answers: [],
	};
}

export const decision = (
	image: number,
	given: RecordedDecision['decision'],
	comment = '',
): Omit<RecordedDecision, 'drawing'> => ({ image, decision: given, comment, pins: [] });

/** One reviewer's answer, a minute after the last. */
export function answerOf(
	reviewer: string,
	decisions: RecordedDecision[],
	picks: RecordedPick[] = [],
): RecordedAnswer {
	return {
		id: `answer-of-${reviewer}`,
		reviewer,
		at: '2026-01-01T10:00:00.000Z',
		decisions,
		picks,
	};
}
