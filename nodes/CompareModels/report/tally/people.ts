import { type Markup, markup } from '../../../shared/markup';
import { cut } from '../../../shared/text';
import { count, firstOf, percent, plural } from '../../../shared/words';
import type { AnswerCounts, ReviewerAgreement, TallyReport } from '../../statistics/tallyTypes';

/** Entries of one list; the rest is in `json.tally`. */
const MOST_SHOWN = 20;
/** UTF-16 units. */
const QUOTE_LIMIT = 120;

/** How the reviewers agree, who stands apart, and how far the judge follows them. Null if there is nothing to say. */
export function reviewersSection({ reviewerAgreement, agreement }: TallyReport): Markup | null {
	if (reviewerAgreement === null && agreement === null) return null;
	return markup`<section aria-labelledby="reviewers"><h2 id="reviewers">How they agree</h2>${
		reviewerAgreement && markup`<p>${reviewerAgreement.text}</p>${reviewerTable(reviewerAgreement)}`
	}${agreement && markup`<p class="more">${agreement.text}</p>`}</section>`;
}

function reviewerTable({ reviewers }: ReviewerAgreement): Markup | null {
	if (reviewers.length === 0) return null;
	const shown = reviewers.slice(0, MOST_SHOWN);
	return markup`<div class="scroll more" role="region" aria-label="Reviewers" tabindex="0"><table class="compact"><thead><tr><th scope="col">Reviewer</th><th scope="col">Says the same as the others</th><th scope="col">Images shared</th></tr></thead><tbody>${shown.map(
		({ reviewer, images, agreement, standsApart }) =>
			markup`<tr><th scope="row"><bdi>${cut(reviewer, QUOTE_LIMIT).shown}</bdi></th><td>${percent(agreement)}${
				standsApart ? markup` <small class="notice">stands apart</small>` : null
			}</td><td>${count(images)}</td></tr>`,
	)}</tbody></table></div>${
		reviewers.length > shown.length
			? markup`<p class="note">${plural(reviewers.length - shown.length, 'more reviewer')} in json.tally.</p>`
			: null
	}`;
}

/** What became of every answer: nothing is dropped in silence. */
export function answersSection({ answers }: TallyReport): Markup {
	const rows = rowsOf(answers).filter(([, value]) => value !== null);
	return markup`<section aria-labelledby="answers"><h2 id="answers">The answers</h2><dl class="facts-list">${rows.map(
		([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`,
	)}</dl></section>`;
}

function rowsOf(answers: AnswerCounts): Array<[string, Markup | string | null]> {
	const number = (value: number, note = '') => (value > 0 ? `${count(value)}${note}` : null);
	const quoted = (list: ReadonlyArray<{ text: string; count: number }>) =>
		listOf(
			list,
			({ text, count: times }) =>
				markup`“<bdi>${cut(text, QUOTE_LIMIT).shown}</bdi>”${times > 1 ? ` (${count(times)} times)` : null}`,
		);
	const letters = (list: AnswerCounts['unknownLetters']) =>
		list.length === 0
			? null
			: firstOf(
					list.map(({ letter, count: times }) =>
						times > 1 ? `${letter} (${times} times)` : letter,
					),
					MOST_SHOWN,
				);
	return [
		['Given', count(answers.given)],
		['Counted', `${count(answers.used)}${reviewersIn(answers)}`],
		['“None of them”', number(answers.choseNone)],
		[
			'Replaced',
			number(answers.replaced, ': the same reviewer answered again, the last answer counts'),
		],
		['Left blank', number(answers.blank)],
		[
			'Not readable',
			answers.unreadable > 0
				? markup`${count(answers.unreadable)}, never guessed:${quoted(answers.unreadableTexts)}`
				: null,
		],
		[
			'Not matched',
			answers.unmatched > 0
				? markup`${count(answers.unmatched)}:${listOf(
						answers.unmatchedBecause,
						({ reason, count: times }) => markup`${reason} (${count(times)})`,
					)}`
				: null,
		],
		['Letters that no variant has', letters(answers.unknownLetters)],
		['Letters whose image did not arrive', letters(answers.lettersWithoutPicture)],
		['For all repetitions at once', number(answers.forSeveralRepetitions)],
		[
			'Prompts without an answer',
			answers.unansweredPrompts.length === 0
				? null
				: `${count(answers.unansweredPrompts.length)} of ${count(answers.prompts)}: ${firstOf(
						answers.unansweredPrompts.map((index) => index + 1),
						MOST_SHOWN,
					)}`,
		],
		['Images that came twice', number(answers.duplicateImages, ', counted once')],
	];
}

const reviewersIn = ({ reviewers }: AnswerCounts): string =>
	reviewers.length === 0 ? '' : `, from ${plural(reviewers.length, 'reviewer')} with a name`;

function listOf<One>(list: readonly One[], shown: (one: One) => Markup): Markup {
	const more = list.length - MOST_SHOWN;
	return markup`<ul>${list.slice(0, MOST_SHOWN).map((one) => markup`<li>${shown(one)}</li>`)}${
		more > 0 ? markup`<li>and ${count(more)} more, in json.tally</li>` : null
	}</ul>`;
}
