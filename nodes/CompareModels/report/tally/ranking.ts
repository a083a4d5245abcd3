import { type Markup, markup } from '../../../shared/markup';
import { listed } from '../../../shared/words';
import type { PairTally, Ranking, TallyReport } from '../../statistics/tallyTypes';
import { rankRange } from './choice';

/** All variants in order, and each against each. Null with fewer than three. */
export function rankingSection(
	{ ranking, pairs }: TallyReport,
	names: ReadonlyMap<string, string>,
): Markup | null {
	if (ranking === null) return null;
	const order = ranking.variants.map(({ letter }) => letter);
	return markup`<section aria-labelledby="ranking"><h2 id="ranking">Ranking</h2><p class="note">${standingOf(ranking)}</p>${rankingTable(ranking, names)}<h3 class="between">Each against each</h3><p class="note">How many points more of the row’s images than of the column’s are taken, with the 95% interval of the pair alone. In colour: settled after all pairs are corrected for one another.</p>${matrix(order, pairs)}</section>`;
}

function standingOf({ winner, shortlist, variants }: Ranking): string {
	const out = variants.filter(({ isOut }) => isOut).map(({ letter }) => letter);
	const won = winner === null ? 'No variant beats every other one' : `${winner} beats every other`;
	const rest =
		out.length === 0
			? 'none can be ruled out'
			: `${listed(out)} ${out.length === 1 ? 'is' : 'are'} clearly below another one and out`;
	return `${won}; ${rest}. Shortlist: ${listed([...shortlist].sort())}.`;
}

function rankingTable({ variants }: Ranking, names: ReadonlyMap<string, string>): Markup {
	return markup`<div class="scroll" role="region" aria-label="Ranking" tabindex="0"><table class="compact"><thead><tr><th scope="col">Variant</th><th scope="col">Rank</th><th scope="col">Strength</th><th scope="col">Shortlist</th></tr></thead><tbody>${variants.map(
		({ letter, strength, interval, isOut, ...ranks }) =>
			markup`<tr><th scope="row"><span class="badge">${letter}</span> <bdi>${names.get(letter) ?? letter}</bdi></th><td>${rankRange(ranks)}</td><td>${signed(strength)}${
				interval && markup` <small>${signed(interval.low)} to ${signed(interval.high)}</small>`
			}</td><td>${isOut ? markup`<span class="word worse">out</span>` : 'yes'}</td></tr>`,
	)}</tbody></table></div>`;
}

function matrix(order: readonly string[], pairs: readonly PairTally[]): Markup {
	return markup`<div class="scroll" role="region" aria-label="Each against each" tabindex="0"><table class="compact matrix"><thead><tr><td></td>${order.map(
		(letter) => markup`<th scope="col"><span class="badge">${letter}</span></th>`,
	)}</tr></thead><tbody>${order.map(
		(letter) =>
			markup`<tr><th scope="row"><span class="badge">${letter}</span></th>${order.map((other) => cell(letter, other, pairs))}</tr>`,
	)}</tbody></table></div>`;
}

function cell(letter: string, other: string, pairs: readonly PairTally[]): Markup {
	const pair = pairs.find(
		(one) =>
			[one.letter, one.against].includes(letter) && [one.letter, one.against].includes(other),
	);
	if (letter === other) return markup`<td class="self"></td>`;
	if (pair === undefined || pair.difference === null) return markup`<td>–</td>`;
	const turned = pair.letter === letter ? 1 : -1;
	const value = turned * pair.difference;
	const ends = pair.interval && [turned * pair.interval.low, turned * pair.interval.high].sort(by);
	const word = pair.settled ? (value > 0 ? 'better' : 'worse') : 'open';
	return markup`<td><span class="word ${word}">${points(value)}</span>${
		ends && markup` <small>${points(ends[0]!)} to ${points(ends[1]!)}</small>`
	}</td>`;
}

const by = (a: number, b: number): number => a - b;

/** With a true minus sign. */
const signed = (value: number): string => {
	const text = Math.abs(value).toFixed(2);
	return Number(text) === 0 ? text : `${value > 0 ? '+' : '−'}${text}`;
};

const points = (difference: number): string => {
	const size = Math.abs(difference) * 100;
	const text = size < 0.95 ? size.toFixed(1) : size.toFixed(0);
	return Number(text) === 0 ? '0' : `${difference > 0 ? '+' : '−'}${text}`;
};
