import { mean } from '../math/percentile';
import { pairedEvidence, type Interval, type PairedEvidence, type Scale } from '../math/paired';
import { foldByPrompt, type PromptMean } from './fold';
import { MARGINS } from './margins';
import type { Measure } from './verdictMeasures';
import type { VerdictCell } from './verdictTypes';

/** Differences below this are float noise. */
const NOISE = 1e-9;

/** One measure of two variants on the prompts that both have. */
export interface Compared {
	measure: Measure;
	/** On the scale of the test: of logarithms for ratios. */
	evidence: PairedEvidence;
	/** The values of the prompts, in the same order. */
	before: number[];
	after: number[];
	from: number;
	to: number;
	/** From the scale of the test to what people read. */
	shown(value: number): number;
	better: number;
	worse: number;
	level: number;
}

/** Null if no prompt has a value of both. */
export function compareOn(
	measure: Measure,
	from: readonly VerdictCell[],
	to: readonly VerdictCell[],
): Compared | null {
	const [before, after] = [from, to].map((cells) =>
		foldByPrompt(cells, measure.of, measure.answers),
	) as [Map<number, PromptMean>, Map<number, PromptMean>];
	const shared = [...before.keys()].filter((prompt) => after.has(prompt));
	if (shared.length === 0) return null;
	const { scale } = measure;
	const scaled = (folded: Map<number, PromptMean>) =>
		shared.map((prompt) => {
			const value = folded.get(prompt)!.mean;
			return scale.kind === 'ratio' ? Math.log(Math.max(scale.least, value)) : value;
		});
	const [first, second] = [scaled(before), scaled(after)];
	const differences = second.map((value, index) => value - first[index]!);
	const answers = shared.map(
		(prompt) => (before.get(prompt)!.answers + after.get(prompt)!.answers) / 2,
	);
	const back = scale.kind === 'ratio' ? Math.exp : (value: number) => value;
	const better = differences.filter((one) => measure.better * one > NOISE).length;
	const worse = differences.filter((one) => measure.better * one < -NOISE).length;
	return {
		measure,
		evidence: pairedEvidence(differences, testScale(measure, mean(answers)!)),
		before: first.map(back),
		after: second.map(back),
		from: back(mean(first)!),
		to: back(mean(second)!),
		shown: scale.kind === 'ratio' ? Math.expm1 : (value) => value,
		...{ better, worse, level: differences.length - better - worse },
	};
}

function testScale({ measure, scale }: Measure, answers: number): Scale {
	if (scale.kind === 'share') return { kind: 'share', answers };
	return {
		kind: 'measured',
		step: scale.kind === 'ratio' ? Math.log1p(MARGINS[measure]) : scale.step,
	};
}

/** As people read it. */
export function shownInterval({ shown }: Compared, interval: Interval | null): Interval | null {
	return interval && { low: shown(interval.low), high: shown(interval.high) };
}
