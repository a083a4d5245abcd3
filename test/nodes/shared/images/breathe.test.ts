import { answerGoesOn, breathe } from '../../../../nodes/shared/images/breathe';
import { Slices } from '../../../../nodes/shared/images/slices';
import { systemClock } from '../../../../nodes/shared/pace/systemClock';
import { requestImages } from '../../../../nodes/shared/openai/images';
import { deps, GENERATE, reply, server } from '../openai/apiClient';

/** Calculates for `ms` at a time until it is stopped. @returns how often it was its turn. */
function calculate(ms: number) {
	let stopped = false;
	let slices = 0;
	const done = (async () => {
		while (!stopped) {
			for (const since = performance.now(); performance.now() - since < ms;);
			slices++;
			await breathe();
		}
	})();
	return {
		get slices() {
			return slices;
		},
		async stop() {
			stopped = true;
			await done;
		},
	};
}

const answerOf = (bytes: number) => ({
	data: [{ b64_json: Buffer.alloc(bytes, 7).toString('base64') }],
});

describe('a long calculation', () => {
	it('stands back while an answer arrives, instead of holding up each of its pieces', async () => {
		let sentAt = 0;
		const calculation = calculate(12);
		const slicesAt = () => calculation.slices;
		server.answer = (_request, response) => {
			sentAt = slicesAt();
			reply(response, 200, answerOf(6_000_000));
		};
		const { images } = await requestImages(deps({ clock: systemClock }), GENERATE).finally(
			async () => await calculation.stop(),
		);
		const during = slicesAt() - sentAt;

		expect(images[0]!.bytes).toHaveLength(6_000_000);
		// The answer comes in about 120 pieces.
		expect(during).toBeLessThan(25);
	});

	it('goes on by turns, and for all that where answers never end', async () => {
		const answers = setInterval(answerGoesOn, 0);
		const [one, two] = [calculate(1), calculate(1)];
		const until = performance.now() + 1000;
		while (performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
		clearInterval(answers);
		await Promise.all([one.stop(), two.stop()]);

		expect(one.slices).toBeGreaterThanOrEqual(3);
		expect(Math.abs(one.slices - two.slices)).toBeLessThanOrEqual(1);
	});

	it('ends when the execution is stopped', async () => {
		const stop = new AbortController();
		const slices = new Slices(stop.signal);
		const paused = slices.pause();
		stop.abort(new Error('stopped'));

		await expect(paused).rejects.toThrow('stopped');
	});
});
