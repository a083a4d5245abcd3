import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape, href } from './html';
import type { OutputFolder } from '../examples/outputFolder';

/** Screenshots of the documents, which a test takes in a real n8n. */
const STILLS = [
	{ file: 'review-desk-light.jpg', width: 1440, height: 900, text: 'At a desk' },
	{ file: 'review-draw.jpg', width: 390, height: 844, text: 'On a phone, with a painted region' },
];

/** A screenshot of the review page with the place of its file. */
export interface ReviewStill {
	/** Relative to the index page. */
	path: string;
	/** Width over height. */
	ratio: number;
	text: string;
}

/** Copies the screenshots to the files of the demo. @param directory the project's folder. */
export function writeReviewStills(directory: string, folder: OutputFolder): ReviewStill[] {
	return STILLS.map(({ file, width, height, text }) => {
		const bytes = readFileSync(join(directory, 'docs/images', file));
		return { path: folder.write('review-page', file, bytes), ratio: width / height, text };
	});
}

/** The page of GPT Image Review, which only a running n8n can serve: as still images that say so. */
export function reviewSection(stills: readonly ReviewStill[]): string {
	const figures = stills.map(
		({ path, ratio, text }) => `<figure style="--ratio:${ratio.toFixed(4)}">
<a href="${href(path)}"><img src="${href(path)}" alt="${escape(`Still image of the review page: ${text}`)}" loading="lazy"></a>
<figcaption><p class="step">${escape(text)}</p><p class="facts">Still image</p></figcaption></figure>`,
	);
	return `<section id="review-page">
<h2>A client decides on a page</h2>
<p class="lead">GPT Image Review shows images on a page where people approve, ask for changes, draw and vote.</p>
<p class="outcome">These are still images of that page, not the page itself: n8n serves it while a workflow waits, and the demo has no n8n. To try it, import examples/real-n8n/approval.json into your n8n.</p>
<div class="pictures">${figures.join('\n')}</div>
</section>`;
}
