import type { Engine } from '../../engine/engine';
import { pageOf } from '../page/page';
import { writeReviewStills } from '../page/reviewStill';
import { Progress, type Tally } from '../terminal/progress';
import { plural, seconds, usd } from '../../../nodes/shared/words';
import { EXAMPLES } from './list';
import { OutputFolder } from './outputFolder';
import { costOf, runExample, type ExampleRun } from './runExample';
import type { Example } from './workflow';

export interface Show {
	engine: Engine;
	examples: readonly Example[];
	/** The project's folder. */
	directory: string;
	/** Where the files and the index page go. */
	output: string;
	live: boolean;
	/** What has come so far, as the examples that are through and a step's end tell it or better. */
	soFar: (runs: readonly ExampleRun[]) => Tally;
	/** Called before each example. */
	prepare?: (example: Example) => void;
}

/** Runs the examples one after another with a progress bar, writes their files and the page. @returns whether all went well. */
export async function showExamples(show: Show): Promise<boolean> {
	const { engine, examples, live } = show;
	const folder = new OutputFolder(show.output);
	const startedAt = performance.now();
	const runs: ExampleRun[] = [];
	const total = examples.reduce((sum, { slug }) => sum + expectedPictures(slug), 0);
	const progress = new Progress({ total, soFar: () => show.soFar(runs) });
	try {
		for (const example of examples) {
			show.prepare?.(example);
			progress.start(example.title);
			const run = await runExample(engine, example, folder);
			runs.push(run);
			progress.line(lineOf(run));
		}
	} finally {
		progress.end();
	}
	const durationMs = performance.now() - startedAt;
	const reviewStills = live ? [] : writeReviewStills(show.directory, folder);
	const index = folder.writeIndex(pageOf({ runs, durationMs, live, reviewStills }));
	const cost = usd(runs.reduce((sum, run) => sum + costOf(run), 0));
	const made = runs.flatMap(({ pictures }) => pictures).filter(({ path }) => path !== undefined);
	console.log(
		`\n${plural(made.length, 'image')} in ${seconds(durationMs)}. ${priceText(cost, live)}`,
	);
	console.log(`Look at them: ${index}`);
	return runs.every((run) => whatIsWrong(run) === undefined);
}

function priceText(cost: string, live: boolean): string {
	return live ? `Cost: ${cost}.` : `With OpenAI they would have cost ${cost}; here they were free.`;
}

function lineOf(run: ExampleRun): string {
	const wrong = whatIsWrong(run);
	const facts = [
		plural(run.pictures.length, 'image'),
		usd(costOf(run)),
		seconds(run.durationMs),
	].map((fact) => fact.padEnd(11));
	const line = `${wrong ? '✗' : '✓'} ${run.example.slug.padEnd(20)} ${facts.join(' ')}`.trimEnd();
	return wrong ? `${line}\n  ${wrong}` : line;
}

/** Why an example did not bring what it should; undefined where it did. */
function whatIsWrong({ stopped, pictures, example }: ExampleRun): string | undefined {
	if (stopped !== undefined) return stopped;
	const expected = expectedPictures(example.slug);
	return pictures.length === expected
		? undefined
		: `It brought ${plural(pictures.length, 'image')} instead of ${expected}.`;
}

function expectedPictures(slug: string): number {
	return EXAMPLES.find((listed) => listed.slug === slug)?.pictures ?? 0;
}
