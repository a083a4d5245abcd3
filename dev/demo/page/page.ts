import { CATALOG_CHECKED_ON } from '../../../nodes/shared/models/catalog';
import { costOf, type ExampleRun } from '../examples/runExample';
import { seconds, usd } from '../../../nodes/shared/words';
import { escape } from './html';
import { reviewSection, type ReviewStill } from './reviewStill';
import { sectionOf } from './section';
import { STYLE } from './style';

export interface PageFacts {
	runs: readonly ExampleRun[];
	/** Milliseconds for all examples. */
	durationMs: number;
	/** Whether OpenAI made the images; else the local image server drew them. */
	live: boolean;
	/** Of the review page; none where there are none to show. */
	reviewStills?: readonly ReviewStill[];
}

/** The index page: everything that the examples brought, with relative links and no script. */
export function pageOf({ runs, durationMs, live, reviewStills = [] }: PageFacts): string {
	const pictures = runs.flatMap((run) => run.pictures);
	const made = pictures.filter(({ image }) => image.status === 'ok').length;
	const cost = runs.reduce((total, run) => total + costOf(run), 0);
	const totals = [
		[String(runs.length), runs.length === 1 ? 'workflow' : 'workflows'],
		[String(made), made === 1 ? 'image' : 'images'],
		[
			usd(cost),
			live ? 'cost' : `is what OpenAI would have charged (prices of ${CATALOG_CHECKED_ON})`,
		],
		[seconds(durationMs), 'from start to end'],
	];
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GPT Image for n8n: what the examples made</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>What the example workflows made</h1>
<p class="lead">${live ? LIVE : LOCAL}</p>
<ul class="totals">${totals.map(([value, what]) => `<li><b>${escape(value ?? '')}</b><span>${escape(what ?? '')}</span></li>`).join('')}</ul>
<nav>${runs.map(({ example }) => `<a href="#${example.slug}">${escape(example.title)}</a>`).join('')}${reviewStills.length > 0 ? '<a href="#review-page">A client decides on a page</a>' : ''}</nav>
</header>
<main>
${runs.map(sectionOf).join('\n')}
${reviewStills.length > 0 ? reviewSection(reviewStills) : ''}
</main>
<footer>
<p>Click an image to open its file. Each workflow can be imported into n8n: Workflows, Import from File.</p>
</footer>
</body>
</html>
`;
}

const LOCAL =
	"Each workflow below ran in n8n's own engine with the nodes of this package. The images are from the local image server, which stands in for OpenAI. It writes the prompt, the model, the size and the quality on each image. Nothing left this machine, and nothing was charged.";

const LIVE =
	"Each workflow below ran in n8n's own engine with the nodes of this package. The images were made by OpenAI and paid for.";
