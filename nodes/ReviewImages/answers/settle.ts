import type { Pin } from '../protocol/answer';
import type { Decision } from '../protocol/page';
import type { RecordedAnswer, Round, StoredDrawing } from '../round/types';

/** What one reviewer said of one image. */
export interface Voice {
	name: string;
	decision: Decision | 'pick' | 'notPicked';
	comment: string;
	/** ISO time. */
	at: string;
}

export type Outcome = 'approved' | 'changesRequested' | 'rejected';

/** What was decided about one image. */
export interface ImageResult {
	image: number;
	outcome: Outcome;
	decision: Voice['decision'];
	voices: Voice[];
	pins: Pin[];
	drawings: StoredDrawing[];
}

type Settled = Pick<Round, 'settings' | 'groups' | 'images' | 'answers'>;

/** Whether no further answer is needed. */
export function isSettled({ settings, answers }: Settled): boolean {
	if (answers.length >= settings.answersNeeded) return true;
	return (
		settings.stopAtFirstRejection &&
		answers.some(({ decisions }) => decisions.some(({ decision }) => decision === 'reject'))
	);
}

/**
 * What the answers decide, image by image. Any rejection rejects; else any change is a change; else the
 * image is approved. Of a group to pick from, the image with the most picks is approved; where several have
 * as many, they go back for changes; all others are rejected.
 */
export function decide(round: Settled): ImageResult[] {
	const results = new Map<number, ImageResult>();
	round.groups.forEach((group, place) => {
		const decided =
			round.settings.ballot === 'pick'
				? decidePicks(round, group.images, place)
				: group.images.map((image) => decideImage(round.answers, image));
		for (const result of decided) results.set(result.image, result);
	});
	return round.images.flatMap((_, image) => results.get(image) ?? []);
}

const BY_WEIGHT: ReadonlyArray<[Decision, Outcome]> = [
	['reject', 'rejected'],
	['change', 'changesRequested'],
	['approve', 'approved'],
];

function decideImage(answers: readonly RecordedAnswer[], image: number): ImageResult {
	const said = answers.flatMap((answer) =>
		answer.decisions
			.filter((decision) => decision.image === image)
			.map((decision) => ({ answer, decision })),
	);
	const [decision, outcome] = BY_WEIGHT.find(([weighed]) =>
		said.some((one) => one.decision.decision === weighed),
	) ?? ['approve', 'approved'];
	const changes = said.filter((one) => one.decision.decision === 'change');
	return {
		image,
		outcome,
		decision,
		voices: said.map(({ answer, decision: { decision, comment } }) => ({
			name: answer.reviewer,
			decision,
			comment,
			at: answer.at,
		})),
		pins: said.flatMap((one) => one.decision.pins),
		drawings: changes.flatMap((one) => one.decision.drawing ?? []),
	};
}

/** "None of these" is a choice like any other: where it leads alone, no image is taken. */
function decidePicks({ answers }: Settled, images: number[], group: number): ImageResult[] {
	const picks = answers.flatMap((answer) =>
		answer.picks.filter((pick) => pick.group === group).map((pick) => ({ answer, pick })),
	);
	const counts = new Map<number | null, number>();
	for (const { pick } of picks) counts.set(pick.image, (counts.get(pick.image) ?? 0) + 1);
	const most = Math.max(0, ...counts.values());
	const leaders = [...counts].filter(([, count]) => count === most).map(([image]) => image);
	return images.map((image) => {
		const leads = leaders.includes(image);
		const voices = picks.map(({ answer, pick }) => ({
			name: answer.reviewer,
			decision: pick.image === image ? ('pick' as const) : ('notPicked' as const),
			comment: pick.image === image || pick.image === null ? pick.comment : '',
			at: answer.at,
		}));
		return {
			image,
			outcome: leads ? (leaders.length === 1 ? 'approved' : 'changesRequested') : 'rejected',
			decision: leads ? 'pick' : 'notPicked',
			voices,
			pins: [],
			drawings: [],
		};
	});
}
