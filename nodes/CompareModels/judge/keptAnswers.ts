import { hashOf } from '../../shared/execution/hashOf';
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

/** The judge's answers that an earlier try of the node paid for. */
export class KeptAnswers {
	/** What shapes the questions of an item, as written, by the item's index. */
	private readonly written = new Map<number, Promise<string>>();

	constructor(private readonly session: Session) {}

	/**
	 * n8n's Retry On Fail and a retry of the execution judge no image twice. A person who retries has a
	 * question without an answer asked again, or one whose parameters were changed as written.
	 * @throws the signal's reason once it is aborted.
	 */
	async find(job: Job<unknown>): Promise<Asked<unknown> | undefined> {
		// At once, for what arrives is kept also when the execution has been stopped by then.
		const written = await this.writtenFor(job);
		const found = this.session.kept.find(await placeOf(job), written);
		const answer = found?.answer as Asked<unknown> | undefined;
		return found?.sameExecution || answer?.notJudged === undefined ? answer : undefined;
	}

	/** Keeps what was paid for or may have been, broken answers included. */
	async keep(job: Job<unknown>, asked: Asked<unknown>): Promise<void> {
		const unpaid = asked.requests === 0 && asked.costUsd === 0;
		if (unpaid) return;
		const written = await this.writtenFor(job);
		this.session.kept.keep(await placeOf(job), written, { answer: asked });
	}

	private async writtenFor({ itemIndex }: Job<unknown>): Promise<string> {
		const written = this.written.get(itemIndex) ?? writtenFor(this.session, itemIndex);
		this.written.set(itemIndex, written);
		return await written;
	}
}

/** The images themselves: the answer to a question about one is of no use for another in its place. */
async function placeOf({ name, images }: Job<unknown>): Promise<string> {
	return `judge:${name}:${await hashOf(images.map(({ json }) => json))}`;
}

async function writtenFor({ context, kept }: Session, itemIndex: number): Promise<string> {
	const { judge } = context.getNode().parameters;
	const settings =
		typeof judge === 'object' && judge !== null
			? Object.entries(judge).filter(([name]) => !AROUND.has(name))
			: judge;
	return await hashOf([await kept.writtenFor({ itemIndexes: [itemIndex] }), settings]);
}
