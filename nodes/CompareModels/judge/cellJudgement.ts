import { sum } from '../math/percentile';
import type { Asked } from './ask';
import type { CellJobs, Job, PairJobs } from './jobs';
import { type ComparedText, whatIsWrong } from './judgedText';
import type { Grading } from './questions/gradeImage';
import { spreadOf } from '../math/spread';
import { ACCEPTED_FROM, type CellJudgement, type JudgedText, type PairJudgement } from './types';

/** What all answers about one image come to. */
export function judgementOf(jobs: CellJobs, { text, notChecked }: ComparedText): CellJudgement {
	const all = [...jobs.read, ...jobs.grade];
	const gradings = answersOf(jobs.grade);
	const scores = gradings.flatMap(scoreOf);
	const answered = (text?.errorRates.length ?? 0) + gradings.length;
	const notJudged = [...new Set([...reasonsOf(all, jobs.cannot), ...notChecked])];
	const gates = gatesOf(gradings);
	const score = spreadOf(scores);
	return {
		status: answered === 0 ? 'not_judged' : answered < all.length ? 'partly' : 'judged',
		notJudged,
		text,
		gates,
		grades: gradesOf(gradings),
		scores,
		score,
		failures: failuresOf(gradings, text),
		accepted:
			// Half a judgement accepts nothing.
			answered === 0 ||
			(jobs.read.length > 0 && !text) ||
			(jobs.grade.length > 0 && !gradings.length)
				? null
				: (text?.exact ?? true) &&
					gates.every(({ passed }) => passed) &&
					(score === null || score.mean >= ACCEPTED_FROM),
		...spentOn(all),
	};
}

/** What both orders come to: a winner only where they agree. */
export function pairJudgementOf({ first, second, forward, backward }: PairJobs): PairJudgement {
	const letter = first.variant.letter;
	const against = second.variant.letter;
	const one = forward.asked?.answer;
	const other = backward.asked?.answer;
	const named = { first: letter, second: against, tie: 'tie' };
	const reversed = { first: against, second: letter, tie: 'tie' };
	const winners = one && other && [named[one.better], reversed[other.better]];
	return {
		promptIndex: first.promptIndex,
		repetition: first.repetition,
		letter,
		against,
		ordersAgree: winners ? winners[0] === winners[1] : null,
		winner: winners ? (winners[0] === winners[1] ? winners[0]! : 'tie') : null,
		reasons: [one, other].flatMap((answer) => answer?.reason ?? []),
		notJudged: reasonsOf([forward, backward]),
		...spentOn([forward, backward]),
	};
}

export function answersOf<Answer>(jobs: Array<Job<Answer>>): Answer[] {
	return jobs.flatMap(({ asked }) => (asked?.answer === undefined ? [] : [asked.answer]));
}

function reasonsOf(jobs: Array<{ asked?: Asked<unknown> }>, cannot?: string): string[] {
	const reasons = jobs.flatMap(({ asked }) => asked?.notJudged ?? []);
	return [...new Set([...(cannot === undefined ? [] : [cannot]), ...reasons])];
}

function spentOn(jobs: Array<{ asked?: Asked<unknown> }>) {
	const costs = jobs.map(({ asked }) => (asked ? asked.costUsd : 0));
	return {
		costUsd: costs.some((cost) => cost === null) ? null : sum(costs.map((cost) => cost ?? 0)),
		inputTokens: sum(jobs.map(({ asked }) => asked?.inputTokens ?? 0)),
		outputTokens: sum(jobs.map(({ asked }) => asked?.outputTokens ?? 0)),
	};
}

/** A no at a gate is nothing; without grades, gates alone decide. 0–1. */
function scoreOf({ gates, grades }: Grading): number {
	if (gates.some(({ passed }) => !passed)) return 0;
	const weights = sum(grades.map(({ weight }) => weight));
	if (weights === 0) return 1;
	return sum(grades.map(({ weight, grade }) => (weight * (grade - 1)) / 4)) / weights;
}

function gatesOf(gradings: Grading[]): CellJudgement['gates'] {
	return (gradings[0]?.gates ?? []).map(({ name }, index) => {
		const answers = gradings.map(({ gates }) => gates[index]!);
		const yes = answers.filter(({ passed }) => passed).length;
		const passed = yes > answers.length / 2;
		const reason = answers.find((answer) => answer.passed === passed)?.reason ?? '';
		return { name, passed, yes, runs: answers.length, reason };
	});
}

function gradesOf(gradings: Grading[]): CellJudgement['grades'] {
	return (gradings[0]?.grades ?? []).map(({ name }, index) => {
		const answers = gradings.map(({ grades }) => grades[index]!);
		const spread = spreadOf(answers.map(({ grade }) => grade))!;
		// The reason of the lowest grade says what to look at.
		const lowest = answers.find(({ grade }) => grade === spread.min);
		return { name, ...spread, reason: lowest?.reason ?? '' };
	});
}

/** What at least half of the runs name. Wrong text that was measured needs no judge. */
function failuresOf(gradings: Grading[], text: JudgedText | null): CellJudgement['failures'] {
	const byKind = new Map<string, { failure: CellJudgement['failures'][number]; runs: number }>();
	for (const { failures } of gradings) {
		for (const failure of new Map(failures.map((one) => [one.kind, one])).values()) {
			const found = byKind.get(failure.kind) ?? { failure, runs: 0 };
			byKind.set(failure.kind, { ...found, runs: found.runs + 1 });
		}
	}
	const named = [...byKind.values()].filter(({ runs }) => runs >= gradings.length / 2);
	const failures = named.map(({ failure }) => failure);
	if (!text || text.exact || failures.some(({ kind }) => kind === 'wrong_text')) return failures;
	return [{ kind: 'wrong_text', detail: whatIsWrong(text) }, ...failures];
}
