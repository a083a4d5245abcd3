import { ApiError } from '../../shared/openai/errors/apiError';
import type { RunSlot } from '../../shared/openai/withRetries';
import { mostJudgeCostUsd } from '../../shared/models/judgeModels';
import type { Dimensions } from '../../shared/models/types';
import type { Session } from '../../shared/execution/session';
import { Slices } from '../../shared/images/slices';
import { sendAll, type Outcome } from '../../shared/pace/sendAll';
import type { FinishedCell } from '../matrix/cell';
import { cellKey, type CellPlace } from '../matrix/cell';
import { ask, MAX_OUTPUT_TOKENS, MOST_REQUESTS, type Asked } from './ask';
import { answersOf, judgementOf, pairJudgementOf } from './cellJudgement';
import { KeptAnswers } from './keptAnswers';
import { cellJobs, pairJobs, type Job } from './jobs';
import { compareText } from './judgedText';
import { notJudgedBecause } from './notJudged';
import { seededShuffle } from '../math/seededShuffle';
import type { JudgeSettings } from './settings';
import type { CellJudgement, PairJudgement } from './types';

/** What the judge found of a whole comparison. */
export interface Judged {
	settings: JudgeSettings;
	seed: string;
	pairs: PairJudgement[];
	/** Answers that came, broken ones included. */
	requests: number;
	/** The questions that have no answer, each with its reason. */
	notJudged: string[];
	at(place: CellPlace): CellJudgement | undefined;
}

/**
 * Has the delivered images judged, in an order that tells nothing, within the run's limits and budget.
 * A question without an answer is reported as not judged, and no image is lost by it.
 * @throws the signal's reason where it is aborted while texts are compared.
 */
export async function judgeImages(
	session: Session,
	settings: JudgeSettings,
	cells: FinishedCell[],
): Promise<Judged> {
	const byCell = cellJobs(settings, cells);
	const byPair = pairJobs(settings, cells);
	const seed = session.context.getExecutionId() ?? '';
	const jobs = seededShuffle<Job<unknown>>(
		[
			...byCell.flatMap(({ read, grade }) => [...read, ...grade]),
			...byPair.flatMap(({ forward, backward }) => [forward, backward]),
		],
		seed,
	);
	const kept = new KeptAnswers(session);
	const slices = new Slices(session.signal);
	for (const job of jobs) {
		job.asked = await kept.find(job);
		if (slices.due) await slices.pause();
	}
	const open = jobs.filter(({ asked }) => asked === undefined);
	const outcomes = await sendAll(
		open.map((job) => ({
			images: 0,
			budgetUsd: mostCostUsd(settings.model, job),
			model: settings.model,
			send: async (slot: RunSlot) => {
				const images = job.images.map(({ binary }) => binary);
				return await ask(session, settings.model, job.question, images, slot);
			},
			costUsd: ({ costUsd }: Asked<unknown>) => costUsd,
		})),
		{ queue: session.queue, budget: session.budget, signal: session.signal },
	);
	// Not ended by Stop: what was paid for is kept.
	const pauses = new Slices();
	for (const [index, job] of open.entries()) {
		const asked = askedOf(outcomes[index]);
		await kept.keep(job, asked);
		job.asked = asked;
		if (pauses.due) await pauses.pause();
	}

	const judgements = new Map<string, CellJudgement>();
	const notChecked: string[] = [];
	for (const one of byCell) {
		const text = await compareText(
			one.expected,
			answersOf(one.read),
			settings.rules,
			session.signal,
		);
		judgements.set(cellKey(one.cell), judgementOf(one, text));
		notChecked.push(...text.notChecked);
	}
	return {
		settings,
		seed,
		pairs: byPair.map(pairJudgementOf),
		requests: jobs.reduce((sum, { asked }) => sum + (asked?.requests ?? 0), 0),
		notJudged: [
			...byCell.flatMap(({ cannot }) => cannot ?? []),
			...jobs.flatMap(({ asked }) => asked?.notJudged ?? []),
			...notChecked,
		],
		at: (place) => judgements.get(cellKey(place)),
	};
}

/** USD, the repetition of a broken answer included; null if no price is known. */
export function mostCostUsd(
	model: string,
	{ question, images }: Pick<Job<unknown>, 'question'> & { images: Dimensions[] },
): number | null {
	const { instructions, material, schema } = question;
	const text = instructions + material + JSON.stringify(schema);
	const once = mostJudgeCostUsd(model, {
		textBytes: Buffer.byteLength(text),
		images,
		maxOutputTokens: MAX_OUTPUT_TOKENS,
	});
	return once === null ? null : once * MOST_REQUESTS;
}

function askedOf(outcome: Outcome<Asked<unknown>> | undefined): Asked<unknown> {
	if (outcome?.status === 'done') return outcome.value;
	const error = outcome?.status === 'failed' ? outcome.error : undefined;
	const costUsd = error instanceof ApiError && error.maybeBilled ? null : 0;
	return { ...NOTHING, costUsd, notJudged: whyNot(outcome) };
}

const NOTHING = { inputTokens: 0, outputTokens: 0, requests: 0 };

function whyNot(outcome: Exclude<Outcome<unknown>, { status: 'done' }> | undefined): string {
	switch (outcome?.status) {
		case 'failed':
			return notJudgedBecause(outcome.error);
		case 'skipped':
			return notJudgedBecause(outcome.because);
		case 'budget':
			return 'what is left of Max Spend (USD) is less than the question may cost';
		default:
			return 'the execution was stopped';
	}
}
