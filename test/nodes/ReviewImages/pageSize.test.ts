import { encodePng } from '../../../nodes/shared/images/png';
import { openWorkbench, workflowOf, type Workbench } from '../../support/workbench';
import { serveWaiting } from './waitingServer';

let bench: Workbench;

beforeAll(async () => void (bench = await openWorkbench()));
afterAll(async () => await bench.close());

it('the page is one file of less than 60 KB, with all that it runs, and loads nothing from elsewhere', async () => {
	const data = new Uint8Array(64 * 48 * 4).fill(200);
	const bytes = Buffer.from(await encodePng({ width: 64, height: 48, data }));
	const file = { bytes, fileName: 'a.png', mimeType: 'image/png' };
	const item = await bench.engine.itemWithFiles({}, { data: file });
	const workflow = workflowOf({ type: 'reviewImages', parameters: { drawing: 'both' } });
	const run = await bench.engine.run(workflow, { items: [item, item, item] });
	const server = await serveWaiting(bench, workflow, run, 'Node');
	const html = await (await server.get()).text();
	await server.close();

	expect(Buffer.byteLength(html)).toBeLessThan(60 * 1024);
	expect(html).toMatch(/<script nonce="[^"]+">.{20000,}<\/script>/s);
	expect(html.match(/\b(?:src|href)="(?!\/)[^"]*"|@import|url\(\s*["']?(?!data:)/g)).toBeNull();
});
