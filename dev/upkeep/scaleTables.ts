import { PRICE_FACTOR } from '../../nodes/shared/models/batch';
import { MODELS } from '../../nodes/shared/models/catalog';
import { estimateCost } from '../../nodes/shared/models/estimate';
import { table } from './markdownTable';

/** The tables of docs/thousands-of-images.md. */
export const SCALE_TABLES: Readonly<Record<string, () => string>> = {
	tiers: tiersTable,
	nights: nightsTable,
};

const IMAGES = 10_000;
/** Images per minute of all image models together, by usage tier. OpenAI's page on rate limits, 2026-11-22. */
const IMAGES_PER_MINUTE = [5, 20, 50, 150, 250];
/** Seconds that an image is assumed to take: seen were 6 to 235, by model, quality and size. */
const ASSUMED_SECONDS = 30;

function tiersTable(): string {
	const rows = IMAGES_PER_MINUTE.map((perMinute, place) => [
		String(place + 1),
		String(perMinute),
		hours(IMAGES / perMinute / 60),
		String(Math.ceil((perMinute * ASSUMED_SECONDS) / 60)),
	]);
	return table(
		['Usage tier', 'Images per minute', 'Hours for 10,000', 'Requests at the same time'],
		rows,
	);
}

const hours = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

function nightsTable(): string {
	const size = { width: 1024, height: 1024 };
	const rows = MODELS.flatMap(({ id, capabilities }) => {
		const costs = (['low', 'medium', 'high'] as const).map((quality) =>
			capabilities?.qualities.includes(quality)
				? estimateCost({ model: id, quality, size, n: 1, promptBytes: 0 }).costUsd
				: null,
		);
		if (costs.every((cost) => cost === null)) return [];
		const byBatch = (costs[1] ?? NaN) * PRICE_FACTOR.batch;
		return [[`\`${id}\``, ...[...costs, byBatch].map((cost) => dollars(cost ?? NaN))]];
	});
	return table(['10,000 images, USD', 'low', 'medium', 'high', 'medium by Batch'], rows);
}

/** USD of all images; a dash where it is not known. */
const dollars = (each: number) =>
	Number.isNaN(each) ? '–' : Math.round(each * IMAGES).toLocaleString('en-US');
