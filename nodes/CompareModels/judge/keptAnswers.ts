import { hashOf } from '../../shared/execution/askedAsWritten';
import type { Session } from '../../shared/execution/session';
import type { Asked } from './ask';
import type { Job } from './jobs';

/** Parameters of the judge that change no question: how often one is asked, and how answers are read. */
const AROUND: ReadonlySet<string> = new Set([
	'judgeRuns',
	'pairwise',
	'ignoreCase',
	'ignoreWhitespace',
]);

/**
 * The answer that an earlier try of the node paid for: n8n's Retry On Fail and a retry of the execution
 * judge no image twice. A person who retries has a question without an answer asked again, or one whose
 * parameters were changed as written.
 */
export function keptAnswer(session: Session, job: Job<unknown>): Asked<unknown> | undefined {
	const found = session.kept.find(placeOf(job), () => writtenFor(session, job));
	const answer = found?.answer as Asked<unknown> | undefined;
	return found?.sameExecution || answer?.notJudged === undefined ? answer : undefined;
}

/** Keeps what was paid for or may have been, broken answers included. */
export function keepAnswer(session: Session, job: Job<unknown>, asked: Asked<unknown>): void {
	const unpaid = asked.requests === 0 && asked.costUsd === 0;
	if (!unpaid) session.kept.keep(placeOf(job), writtenFor(session, job), { answer: asked });
}

/** The images themselves: the answer to a question about one is of no use for another in its place. */
function placeOf({ name, images }: Job<unknown>): string {
	return `judge:${name}:${hashOf(images.map(({ json }) => json))}`;
}

function writtenFor({ context, kept }: Session, { itemIndex }: Job<unknown>): string {
	const { judge } = context.getNode().parameters;
	const settings =
		typeof judge === 'object' && judge !== null
			? Object.entries(judge).filter(([name]) => !AROUND.has(name))
			: judge;
	return hashOf([kept.writtenFor({ itemIndexes: [itemIndex] }), settings]);
}
