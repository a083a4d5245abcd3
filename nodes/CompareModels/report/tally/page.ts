import { version } from '../../../../package.json';
import { type Markup, markup } from '../../../shared/markup';
import { count, percent, plural, usd } from '../../../shared/words';
import { distinctNames, variantName } from '../../comparison/names';
import type { TallyReport, TallySlice } from '../../statistics/tallyTypes';
import { chart, row, scaleLine, share } from '../charts';
import { type Explanation, EXPLANATIONS } from '../explain';
import { pageOf } from '../htmlShell';
import { costPlot } from '../plot';
import { marginsInWords, promptsHash } from '../howItWasMade';
import { SLICES_NOTE } from '../slicesSection';
import { variantTable } from '../variantTable';
import { verdictSection } from '../verdictSection';
import { answerOfTally } from './answer';
import { tallyChoice, type TallyHead } from './choice';
import { answersSection, reviewersSection } from './people';
import { rankingSection } from './ranking';

/** What a tally is shown of. */
export interface TalliedAnswers {
	/** Empty: a plain one. */
	title: string;
	report: TallyReport;
	/** Undefined if nothing is sliced. */
	slices?: readonly TallySlice[];
	/** The field that it is sliced by. */
	sliceBy: string;
	/** The texts of the prompts that were compared. */
	prompts: readonly string[];
	/** `compare.id` of the comparisons; images of 0.1.0 have none. */
	comparisons: readonly string[];
}

/** What the reviewers decided as one HTML file that opens offline: the answer first, the method last. */
export function renderTallyPage(given: TalliedAnswers): string {
	const { report } = given;
	const title = given.title.trim() || 'What the reviewers decided';
	const heads = headsOf(report);
	const names = new Map(heads.map((head) => [head.letter, variantName(head)]));
	const answer = answerOfTally(report, names);
	return pageOf(
		title,
		markup`<header><h1 dir="auto">${title}</h1><p class="facts">${facts(report)}</p></header>
<main><section class="first" aria-labelledby="answer"><h2 id="answer">The answer</h2><p class="answer" dir="auto">${answer.join(' ')}</p>${shareChart(report, heads)}</section>
<section aria-labelledby="choice"><h2 id="choice">What to choose by</h2>${tallyChoice(report, heads)}<p class="note">${choiceNote(report)}</p></section>
${rankingSection(report, names)}
${slicesOf(given, heads)}
${costSection(report, heads)}
${reviewersSection(report)}
${answersSection(report)}
${verdictSection(report.verdicts)}
${terms(report)}
${method(given)}</main>`,
	);
}

/** No two columns are called alike. */
function headsOf({ variants }: TallyReport): TallyHead[] {
	const plain = variants.map(({ letter, label, model }) => ({ letter, label, model }));
	const settings = { quality: '', size: '' };
	const names = distinctNames(plain.map((variant) => ({ ...variant, settings })));
	return plain.map((variant, index) => ({ ...variant, name: names[index]! }));
}

function facts({ answers, variants }: TallyReport): string {
	return [
		plural(answers.prompts, 'prompt'),
		plural(variants.length, 'variant'),
		plural(answers.used, 'answer'),
		...(answers.reviewers.length > 0 ? [plural(answers.reviewers.length, 'reviewer')] : []),
	].join(' · ');
}

const isAcceptance = ({ variants }: TallyReport): boolean =>
	variants.some(({ basis }) => basis === 'acceptance');

/** The share of each variant with its interval. */
function shareChart(report: TallyReport, heads: readonly TallyHead[]): Markup {
	const at = (value: number) => share(value, 1);
	const rows = report.variants.map(({ share: own }, index) => {
		const head = heads[index]!;
		if (own === null) return row(head, 'not judged', markup``, '–');
		const [low, rate, high] = [own.low, own.rate, own.high].map(at);
		return row(
			head,
			`${percent(own.rate)}, 95% interval ${percent(own.low)} to ${percent(own.high)}`,
			markup`<line class="range" x1="${low}" x2="${high}" y1="10" y2="10"/><circle class="ring" cx="${rate}" cy="10" r="6"/>`,
			percent(own.rate),
		);
	});
	const title = isAcceptance(report)
		? 'Share of its images that reviewers accept'
		: 'Share of the choices that went to it';
	return markup`<div class="charts">${chart(
		title,
		rows,
		scaleLine([0, 0.25, 0.5, 0.75, 1], 1, percent),
		'Dot: what these reviewers said. Line: where the share on further prompts of this kind lies in 95 of 100 cases.',
	)}</div>`;
}

function choiceNote(report: TallyReport): string {
	const note =
		'Ranges are 95% intervals, with the prompt as the unit; a refusal counts as an image that nobody takes. “Not known yet” is not “no difference”.';
	const byMost =
		report.answers.reviewers.length > 1
			? ' With several reviewers an image counts as accepted, also in its cost, where more of them accept it than not; the interval is that of their answers.'
			: '';
	return isAcceptance(report)
		? `${note}${byMost}`
		: `${note} Every answer named one letter: that says what is liked best, not what can be used, so there is no cost per accepted image.`;
}

/** Null without a price for two variants. */
function costSection(report: TallyReport, heads: readonly TallyHead[]): Markup | null {
	const points = report.variants.flatMap(({ letter, paidUsd, judged, share: own }, index) => {
		if (paidUsd === null || judged === 0 || own === null) return [];
		const cost = paidUsd / judged;
		return [
			{
				...{ letter, name: variantName(heads[index]!) },
				cost: { value: cost, low: cost, high: cost },
				quality: { value: own.rate, low: own.low, high: own.high },
			},
		];
	});
	const plot = costPlot(points, {
		title: `Cost per image against ${isAcceptance(report) ? 'what reviewers accept' : 'what reviewers choose'}`,
		note: 'Right is more expensive, up is a larger share. Lines are 95% intervals; variants whose lines overlap may be alike.',
	});
	return (
		plot &&
		markup`<section aria-labelledby="cost"><h2 id="cost">Cost and quality</h2><div class="charts">${plot}</div></section>`
	);
}

function slicesOf({ slices, sliceBy }: TalliedAnswers, heads: readonly TallyHead[]): Markup | null {
	if (slices === undefined) return null;
	const rows = slices.map(({ value, prompts, variants }) => ({
		title: `${value || 'Without a value'} (${plural(prompts, 'prompt')})`,
		cells: heads.map(({ letter }) => {
			const own = variants.find((variant) => variant.letter === letter);
			if (own === undefined || own.judged === 0) return null;
			const cost = own.costPerAcceptedUsd;
			const more = [
				own.acceptance && `${percent(own.acceptance.low)} to ${percent(own.acceptance.high)}`,
				own.refused > 0 ? `${count(own.refused)} refused` : null,
				cost === null ? null : `${usd(cost)} per accepted image`,
			].filter((part) => part !== null);
			const word = own.basis === 'acceptance' ? 'accepted' : 'chosen';
			return markup`${count(own.accepted)} of ${count(own.judged)} ${word} <small>${more.join(', ')}</small>`;
		}),
	}));
	return markup`<section aria-labelledby="slices"><h2 id="slices">By ${sliceBy}</h2>${variantTable(`By ${sliceBy}`, heads, rows, false)}<p class="note">${SLICES_NOTE}</p></section>`;
}

function terms(report: TallyReport): Markup {
	const shown: Explanation[] = [
		EXPLANATIONS.acceptanceRate,
		EXPLANATIONS.chance,
		...(isAcceptance(report) ? [EXPLANATIONS.costPerAcceptedImage] : []),
		...(report.ranking ? [EXPLANATIONS.rank, EXPLANATIONS.strength] : []),
		...(report.reviewerAgreement ? [EXPLANATIONS.alpha] : []),
	];
	return markup`<section aria-labelledby="terms"><h2 id="terms">How to read this</h2><dl class="terms">${shown.map(
		({ term, text }) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
	)}</dl></section>`;
}

function method({ report, prompts, comparisons }: TalliedAnswers): Markup {
	const rows: Array<[string, string]> = [
		['Made with', `n8n-nodes-gpt-image ${version}`],
		...(comparisons.length > 0
			? ([
					[comparisons.length === 1 ? 'Comparison' : 'Comparisons', comparisons.join(', ')],
				] as Array<[string, string]>)
			: []),
		['Prompts', `${count(prompts.length)}, SHA-256 of their list ${promptsHash(prompts)}`],
		['Differences that matter', marginsInWords()],
		['Intervals', report.method],
	];
	return markup`<section aria-labelledby="method"><h2 id="method">How it was made</h2><dl class="facts-list">${rows.map(
		([term, text]) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>`,
	)}</dl></section>`;
}
