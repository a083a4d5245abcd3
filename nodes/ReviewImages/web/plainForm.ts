import { markup, type Markup } from '../../shared/markup';
import { LIMITS } from '../protocol/limits';
import type { Decision, PageData, PageImage } from '../protocol/page';

/** The page without JavaScript: a form with everything but drawing, pins and zoom. */
export function plainForm(data: PageData): Markup {
	const { texts, title, message } = data;
	return markup`<main class="plain"><h1>${title || texts.review}</h1>
${message ? markup`<p class="message">${message}</p>` : null}
<form method="post" action="${data.address}">
<input type="hidden" name="round" value="${data.round}">
${data.groups.map((_, index) => groupFields(data, index))}
${nameField(data)}
<p><button class="primary" type="submit">${texts.send}</button></p>
</form></main>`;
}

function groupFields(data: PageData, group: number): Markup {
	const { heading, images } = data.groups[group]!;
	const shown = images.map((index) => imageFields(data, data.images[index]!, group));
	return markup`<section>${heading ? markup`<h2>${heading}</h2>` : null}${shown}
${data.ballot === 'pick' ? pickEnd(data, group) : null}</section>`;
}

function imageFields(data: PageData, image: PageImage, group: number): Markup {
	const { texts } = data;
	const name = texts.image.replace('{letter}', image.letter);
	const legend = markup`<legend>${name}</legend>
<img src="${imageAddress(data, image.index)}" alt="${name}" width="${image.width}" height="${image.height}">
${image.requested ? markup`<p class="requested">${texts.requested}: ${image.requested}</p>` : null}`;
	if (data.ballot === 'pick') {
		return markup`<fieldset>${legend}<label><input type="radio" name="pick-${group}" value="${image.index}" required> ${texts.pick}</label></fieldset>`;
	}
	const choices = data.decisions.map(
		(decision) =>
			markup`<label><input type="radio" name="decision-${image.index}" value="${decision}" required> ${labelOf(data, decision)}</label>`,
	);
	return markup`<fieldset>${legend}${choices}${commentField(data, `comment-${image.index}`)}</fieldset>`;
}

function pickEnd(data: PageData, group: number): Markup {
	return markup`<fieldset><label><input type="radio" name="pick-${group}" value="none" required> ${data.texts.none}</label>
${commentField(data, `pick-comment-${group}`)}</fieldset>`;
}

function commentField({ comments, texts }: PageData, name: string): Markup | null {
	if (comments === 'off') return null;
	return markup`<label class="comment">${texts.comment}<textarea name="${name}" rows="3" maxlength="${LIMITS.comment}"></textarea></label>`;
}

function nameField({ nameRequired, reviewers, texts, isVote }: PageData): Markup | null {
	if (!nameRequired && !isVote) return null;
	const needed = nameRequired ? markup` required` : null;
	const label = nameRequired ? texts.name : texts.nameOptional;
	if (reviewers.length === 0) {
		return markup`<label class="name">${label}<input name="reviewer" maxlength="${LIMITS.name}"${needed}></label>`;
	}
	const names = reviewers.map((name) => markup`<option>${name}</option>`);
	return markup`<label class="name">${label}<select name="reviewer"${needed}><option></option>${names}</select></label>`;
}

export const labelOf = ({ texts, isVote }: PageData, decision: Decision): string =>
	({
		approve: isVote ? texts.accept : texts.approve,
		change: texts.requestChanges,
		reject: texts.reject,
	})[decision];

/** Where the page gets an image. */
export const imageAddress = ({ address, round }: PageData, index: number): string =>
	`${address}&image=${index}&round=${round}`;
