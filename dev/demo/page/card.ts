import type { ImageJson } from '../../../nodes/shared/items/imageJson';
import { findPreset } from '../../../nodes/shared/models/presets';
import type { ShownPicture } from '../examples/runExample';
import { seconds, usd } from '../../../nodes/shared/words';
import { escape, href } from './html';

/** How a card is called where the text of an image's own does not do. */
const MORE_TITLES: Readonly<Record<string, string>> = {
	difference: 'What the edit changed',
};

/** An image with everything that is known about it, what came beside it, or why there is none. */
export function cardsOf(picture: ShownPicture, showStep: boolean): string {
	if (picture.path === undefined || picture.image.status !== 'ok') return missingCard(picture);
	const { image, compare, path, step } = picture;
	const title = [
		compare ? `${compare.variant} · ${compare.label}` : showStep ? step : '',
		image.preset ? (findPreset(image.preset)?.displayName ?? '') : '',
	];
	const ratio = image.width / image.height;
	const more = picture.more.map(({ field, path: morePath }) =>
		card(morePath, ratio, titleOfMore(field), '', ''),
	);
	return [
		card(path, ratio, title.filter(Boolean).join(' · '), image.prompt, factsOf(picture, image)),
		...more,
	].join('\n');
}

function card(path: string, ratio: number, title: string, prompt: string, facts: string): string {
	return `<figure style="--ratio:${ratio.toFixed(4)}">
<a href="${href(path)}"><img src="${href(path)}" alt="${escape(prompt || title)}" loading="lazy"></a>
<figcaption>${title && `<p class="step">${escape(title)}</p>`}
${prompt && `<p class="prompt" title="${escape(prompt)}">${escape(prompt)}</p>`}
${facts && `<p class="facts">${facts}</p>`}</figcaption></figure>`;
}

function missingCard({ image }: ShownPicture): string {
	if (image.status === 'ok') return '';
	const { message, howToFix, categories, requestId } = image.error;
	const named = categories.length > 0 ? `Categories: ${categories.join(', ')}` : '';
	const facts = [
		named,
		requestId ? `Request ${requestId}` : '',
		image.costUsd === 0 ? 'Not billed' : '',
	].filter(Boolean);
	return `<figure class="refused" style="--ratio:1"><figcaption>
<p class="step">${escape(image.status.replace('_', ' '))}</p>
<p class="prompt">${escape(image.prompt)}</p>
<p><strong>${escape(message)}</strong></p>
<p>${escape(howToFix)}</p>
<p class="facts">${escape(facts.join(' · '))}</p></figcaption></figure>`;
}

function factsOf({ compare }: ShownPicture, image: Extract<ImageJson, { status: 'ok' }>): string {
	const facts = [
		image.model,
		image.quality ?? '',
		`${image.width} × ${image.height}`,
		image.costUsd === null ? 'price unknown' : usd(image.costUsd),
		image.durationMs === null ? '' : seconds(image.durationMs),
		compare?.similarity === undefined
			? ''
			: `similarity to the approved ${compare.similarity.toFixed(2)}`,
		image.edit ? `${percent(image.edit.changedInside)} changed inside the region` : '',
		image.edit ? `${percent(image.edit.changedOutside)} outside` : '',
	];
	return facts
		.filter(Boolean)
		.map((fact) => `<span>${escape(fact)}</span>`)
		.join(' · ');
}

function titleOfMore(field: string): string {
	const name = field.split('_').at(-1) ?? field;
	return MORE_TITLES[name] ?? field;
}

const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
