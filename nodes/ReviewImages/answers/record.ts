import type { RecordedAnswer } from '../round/types';

const normal = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether two names are one reviewer: case and blanks do not matter; without a name nobody is known. */
const isSame = (one: string, other: string) => normal(one) !== '' && normal(one) === normal(other);

/** What takes the place of the reviewer's earlier answer, of the same try sent twice too. */
export function withAnswer(
	answers: readonly RecordedAnswer[],
	answer: RecordedAnswer,
): RecordedAnswer[] {
	const others = answers.filter(
		({ id, reviewer }) => id !== answer.id && !isSame(reviewer, answer.reviewer),
	);
	return [...others, answer];
}
