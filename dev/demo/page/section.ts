import { costOf, type ExampleRun, type ShownPicture } from '../examples/runExample';
import { plural, seconds, usd } from '../../../nodes/shared/words';
import { cardsOf } from './card';
import { tallyTable } from './tallyTable';
import { escape, href, inlineMarkdown } from './html';

/** From so many images on they are shown smaller. */
const MANY = 9;

/** What a person calls the files of a comparison. */
const DOCUMENT_NAMES: Readonly<Record<string, string>> = {
	report: 'Open the report',
	table: 'Table (CSV)',
	contactSheet: 'Contact sheet',
};

/** One example: what it is, its steps, what it brought. */
export function sectionOf(run: ExampleRun): string {
	const { example, pictures, documents, stopped } = run;
	const { slug, title, about, ourNodes } = example;
	const ours = new Set(ourNodes.map(({ name }) => name));
	const flow = example.stages.map(
		(steps) =>
			`<li>${steps.map((step) => stepMark(step, ours.has(step), run.turns[step] ?? 0)).join(' ')}</li>`,
	);
	const [sheets, files] = partition(documents, ({ mimeType }) => mimeType.startsWith('image/'));
	const links = [...files, ...sheets].map(
		({ field, path }) =>
			`<a class="document" href="${href(path)}">${escape(DOCUMENT_NAMES[field] ?? path.split('/').at(-1) ?? field)}</a>`,
	);
	const sheetPictures = sheets.map(
		({ path }) =>
			`<a class="sheet" href="${href(path)}"><img src="${href(path)}" alt="Contact sheet" loading="lazy"></a>`,
	);
	const cards = inReadingOrder(pictures).map((picture) => cardsOf(picture, ours.size > 1));
	return `<section id="${slug}">
<h2>${escape(title)}</h2>
<p class="lead">${inlineMarkdown(about)}</p>
<ul class="flow">${flow.join('')}</ul>
<p class="outcome">${outcomeOf(run)}</p>
${run.tally ? tallyTable(run.tally) : ''}
${stopped === undefined ? '' : `<p class="stopped">${escape(stopped)}</p>`}
${links.length > 0 ? `<p class="documents">${links.join('')}</p>` : ''}
<div class="${galleryClass(pictures)}">${cards.join('\n')}</div>
${sheetPictures.join('\n')}
</section>`;
}

/** A step of a loop says how often it ran. */
const stepMark = (step: string, isOurs: boolean, turns: number) =>
	`<span${isOurs ? ' class="ours"' : ''}>${escape(step)}${turns > 1 ? ` × ${turns}` : ''}</span>`;

const isCompared = (pictures: readonly ShownPicture[]) => pictures.some(({ compare }) => compare);

/** What belongs to one prompt side by side, the approved image first. */
function inReadingOrder(pictures: readonly ShownPicture[]): readonly ShownPicture[] {
	if (!isCompared(pictures)) return pictures;
	const prompts = [...new Set(pictures.map(({ image }) => image.prompt))];
	return prompts.flatMap((prompt) => pictures.filter(({ image }) => image.prompt === prompt));
}

function galleryClass(pictures: readonly ShownPicture[]): string {
	if (isCompared(pictures)) return 'matrix';
	return pictures.length >= MANY ? 'pictures many' : 'pictures';
}

/** "20 images in 3.1 s (one after another 18 s) · $0.12 · examples/twenty-prompts.json" */
function outcomeOf(run: ExampleRun): string {
	const made = run.pictures.filter(({ image }) => image.status === 'ok');
	const missing = run.pictures.length - made.length;
	const serialMs = made.reduce((total, { image }) => total + (image.durationMs ?? 0), 0);
	const faster =
		serialMs > run.durationMs * 1.5 ? ` (one after another: ${seconds(serialMs)})` : '';
	const parts = [
		`${plural(made.length, 'image')} in ${seconds(run.durationMs)}${faster}`,
		missing > 0 ? `${missing} without an image` : '',
		usd(costOf(run)),
		run.example.path,
	];
	return parts.filter(Boolean).map(escape).join(' · ');
}

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
	return [list.filter(test), list.filter((item) => !test(item))];
}
