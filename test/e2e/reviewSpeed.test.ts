import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { Instance } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import { EventLoopWatch } from './support/eventLoop';
import { directory } from './support/places';
import { ReviewPage, reviewWorkflow } from './support/review';
import { openBrowser, SCREENS } from './support/reviewBrowser';

/* Twelve images of 4K: how soon the page can be used, and what n8n cannot do meanwhile. */
let workplace: Workplace;
let instance: Instance;
let browser: Browser;
let watch: EventLoopWatch;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	watch = new EventLoopWatch(workplace.userFolder);
	instance = await Instance.open((await workplace.start({ env: watch.env })).url);
	browser = await openBrowser();
});

afterAll(async () => {
	await browser?.close();
	await workplace?.close();
});

/** A workflow whose review gets two times six images. */
function twelveImages(credential: string) {
	const workflow = reviewWorkflow({ name: 'twelve', review: {}, images: 6, credential });
	const draw = workflow.nodes.find(({ name }) => name === 'Draw')!;
	draw.parameters.size = '3840x2160';
	workflow.nodes.push({
		id: 'Twice',
		name: 'Twice',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		position: [0, 0],
		parameters: { mode: 'raw', jsonOutput: '{}', duplicateItem: true, duplicateCount: 1 },
	});
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	workflow.connections.Start = to('Twice');
	workflow.connections.Twice = to('Draw');
	return workflow;
}

const figures = (what: string, values: Record<string, number | string>) =>
	console.info(`${what}: ${JSON.stringify(values)} at a load of ${loadavg()[0]?.toFixed(1)}`);

/** Milliseconds since the navigation began. */
interface Opened {
	usable: number;
	firstScreen: number;
}

it('can be used in a second, and hold up n8n for less than a tenth of one', async () => {
	const credential = (await workplace.saveCredentials(instance)).gptImageApi ?? '';
	const id = await instance.saveWorkflow(twelveImages(credential));
	const run = await instance.runWorkflow(id);
	expect([run.status, run.data.resultData.error?.message]).toEqual(['waiting', undefined]);
	const review = new ReviewPage(instance, run);
	const { images } = await review.data();
	expect(images.map(({ width, height }) => [width, height])).toEqual(Array(12).fill([3840, 2160]));
	const [task] = run.data.resultData.runData.Review ?? [];
	const [draw] = run.data.resultData.runData.Draw ?? [];
	const from = draw!.startTime + draw!.executionTime;
	const asked = watch.between(from, Date.now());
	figures('Opening the round', { ...asked, ms: task?.executionTime ?? 0 });

	const opened: Opened[] = [];
	for (const screen of [SCREENS.desk, SCREENS.desk, SCREENS.phone]) {
		const since = Date.now();
		const page = await (await browser.newContext(screen)).newPage();
		let bytes = 0;
		page.on('response', (response) => void response.body().then(({ length }) => (bytes += length), () => undefined));
		await page.goto(review.link, { waitUntil: 'commit' });
		await page.locator('.card').first().getByRole('button', { name: 'Approve' }).click();
		const usable = Number(await page.evaluate('performance.now()'));
		await page.evaluate(
			"Promise.all([...document.images].filter((i) => i.getBoundingClientRect().top < innerHeight).map((i) => i.decode()))",
		);
		const firstScreen = Number(await page.evaluate('performance.now()'));
		opened.push({ usable, firstScreen });
		const all = JSON.parse(
			String(await page.evaluate(
				"JSON.stringify({ dom: performance.getEntriesByType('navigation').map(({responseStart, responseEnd, domInteractive}) => ({responseStart, responseEnd, domInteractive})), images: performance.getEntriesByType('resource').map(({ startTime, responseEnd, transferSize }) => [Math.round(startTime), Math.round(responseEnd), transferSize]) })",
			)),
		);
		console.info(JSON.stringify(all));
		figures('Opening the page', { ...watch.between(since, Date.now()), usable, firstScreen, bytes });
		await page.context().close();
	}
});
