import * as n8nWorkflow from 'n8n-workflow';
import { CATALOG_CHECKED_ON } from '../models/catalog';
import type { CallOutcome, MissingImage } from '../items/imageCall';
import type { FailedImageJson, WarningJson } from '../items/imageJson';
import { count, firstOf, listed, plural, seconds, usdInText } from '../words';
import type { Session } from './session';

/** More warnings than this are summed up: n8n shows each hint in a box of its own. */
const MOST_HINTS = 5;

/**
 * Tells n8n and the person what the run cost and what was adapted: tokens in n8n's own usage
 * metadata, cost and warnings as hints of the output panel. Older versions of n8n lack parts of it.
 */
export function tellRun(
	session: Session,
	outcomes: CallOutcome[],
	{ also, namesMissing = true }: RunTelling = {},
): void {
	const { context, queue } = session;
	const bought = outcomes.flatMap(({ asked }) => asked);
	const usage = bought.map(({ json }) => json.usage).filter((entry) => entry !== null);
	const inputTokens = sum(usage.map((entry) => entry.inputTokens));
	const outputTokens = sum(usage.map((entry) => entry.outputTokens));
	if (usage.length > 0 && typeof n8nWorkflow.accumulateTokenUsage === 'function') {
		n8nWorkflow.accumulateTokenUsage(context, inputTokens, outputTokens);
	}
	const line = resultLine(outcomes, also);
	const missing = namesMissing ? missingLine(outcomes) : '';
	if (missing !== '') addHints(context, [`${line} ${missing}${adviceFor(session)}`], 'warning');
	else if (line !== '') addHints(context, [line]);
	const kept = outcomes.flatMap(({ images, asked }) =>
		images.filter((image) => image.binary !== undefined && !asked.includes(image)),
	);
	if (kept.length > 0) {
		addHints(context, [
			`${plural(kept.length, 'image')} came from an earlier try and cost nothing this time.`,
		]);
	}
	if (queue.rateLimitWaitMs >= TELLING_WAIT_MS)
		addHints(context, [waitLine(queue.rateLimitWaitMs)]);
	addHints(context, warningLines(outcomes, 'info'));
	addHints(context, warningLines(outcomes, undefined), 'warning');
}

/** Milliseconds; a shorter wait explains nothing. */
const TELLING_WAIT_MS = 1000;

function waitLine(ms: number): string {
	return `The run waited ${seconds(ms)} for the rate limit of the account. To space the requests instead, set Images per Minute in Run Settings.`;
}

/** Shows each message in a box of its own above the node's output. */
export function addHints(
	context: n8nWorkflow.IExecuteFunctions,
	messages: string[],
	type: 'info' | 'warning' = 'info',
): void {
	context.addExecutionHints(
		...messages.map((message) => ({ message, type, location: 'outputPane' as const })),
	);
}

interface RunTelling {
	also?: AlsoSpent | undefined;
	/** Whether to count what is missing by status and item. */
	namesMissing?: boolean;
}

/** What a run has spent on something else than images, such as a judge. */
export interface AlsoSpent {
	/** "12 answers of gpt-6.1-terra". */
	what: string;
	/** USD; null where no price is known. */
	costUsd: number | null;
}

/** Where no images were requested: what else was spent. */
export function spentLine({ what, costUsd }: AlsoSpent): string {
	if (costUsd === null) return `${what} at an unknown price.`;
	return `${what} for ${usdInText(costUsd)} at the prices of ${CATALOG_CHECKED_ON}.`;
}

/** Images that arrived, in this try or an earlier one, and how many are wanted. */
export function countOf(outcomes: readonly CallOutcome[]): { arrived: number; wanted: number } {
	const images = outcomes.flatMap((outcome) => outcome.images);
	return {
		arrived: images.filter(({ binary }) => binary !== undefined).length,
		wanted: sum(outcomes.map(({ wanted }) => wanted)),
	};
}

/** "2 of 3 images for 0.0119 USD at the prices of 2026-11-22.": what this try brought, and one sum. */
function resultLine(outcomes: readonly CallOutcome[], also: AlsoSpent | undefined): string {
	const bought = outcomes.flatMap(({ asked }) => asked);
	const arrived = bought.filter(({ binary }) => binary !== undefined).length;
	const all = countOf(outcomes);
	const wanted = all.wanted - (all.arrived - arrived);
	if (wanted === 0 && also === undefined) return '';
	const costs = bought.map(({ json }) => json.costUsd);
	const known = costs.filter((cost) => cost !== null);
	const images =
		arrived === wanted ? plural(wanted, 'image') : `${arrived} of ${plural(wanted, 'image')}`;
	const day = `at the prices of ${CATALOG_CHECKED_ON}`;
	const unknown = costs.length - known.length;
	const rest = unknown === 0 ? '' : `, and ${plural(unknown, 'image')} at an unknown price`;
	const spent =
		known.length === 0 && unknown > 0 ? 'at an unknown price' : `for ${usdInText(sum(known))}`;
	if (also === undefined) {
		return spent.startsWith('at') ? `${images} ${spent}.` : `${images} ${spent} ${day}${rest}.`;
	}
	if (also.costUsd === null)
		return `${images} ${spent}${rest}, and ${also.what} at an unknown price.`;
	const total = usdInText(sum(known) + also.costUsd);
	return `${images} ${spent}${rest} and ${also.what} for ${usdInText(also.costUsd)}: ${total} in all, ${day}.`;
}

const MISSING_WORDS: Readonly<Record<FailedImageJson['status'], string>> = {
	refused: 'refused',
	rate_limited: 'not made for the rate limit',
	invalid: 'not accepted by the API',
	timeout: 'without an answer in time',
	budget: 'left out by Max Spend (USD)',
	retired: 'of a model that is shut down',
	expired: 'not made within the 24 hours of a batch',
	cancelled: 'canceled',
	failed: 'not delivered',
};

/** How many item numbers a hint names. */
const MOST_NUMBERS = 10;

/** "1 refused (item 2), 2 left out by Max Spend (USD) (items 5, 6).": items count from 1. */
function missingLine(outcomes: readonly CallOutcome[]): string {
	const byStatus = new Map<FailedImageJson['status'], { images: number; items: Set<number> }>();
	for (const { itemIndex, wanted, images } of outcomes) {
		const without = images.filter((image): image is MissingImage => image.binary === undefined);
		const there = images.length - without.length;
		for (const [place, { json }] of without.entries()) {
			const entry = byStatus.get(json.status) ?? { images: 0, items: new Set() };
			// One entry may stand for all the images of a request.
			entry.images += place === 0 ? wanted - there - (without.length - 1) : 1;
			byStatus.set(json.status, { ...entry, items: entry.items.add(itemIndex + 1) });
		}
	}
	const parts = [...byStatus].map(([status, { images, items }]) => {
		const which = `${items.size === 1 ? 'item' : 'items'} ${firstOf([...items], MOST_NUMBERS)}`;
		return `${count(images)} ${MISSING_WORDS[status]} (${which})`;
	});
	return parts.length === 0 ? '' : `${listed(parts)}.`;
}

/** Where the items without an image go on with the others, the next node may stumble over them. */
function adviceFor({ context, settings }: Session): string {
	const isApart =
		context.getNode().onError === 'continueErrorOutput' && settings.refusals === 'fail';
	return isApart
		? ''
		: ' To go on with the images only, add a Filter on image.status behind this node.';
}

/** Each different warning of this level once, with how many images it concerns. */
function warningLines(outcomes: CallOutcome[], level: WarningJson['level']): string[] {
	const counts = new Map<string, number>();
	for (const { json } of outcomes.flatMap(({ images }) => images)) {
		for (const { message } of json.warnings.filter((warning) => warning.level === level)) {
			counts.set(message, (counts.get(message) ?? 0) + 1);
		}
	}
	const lines = [...counts].map(([message, times]) =>
		times === 1 ? `${message}.` : `${message} (${plural(times, 'image')}).`,
	);
	if (lines.length <= MOST_HINTS) return lines;
	const more = lines.length - MOST_HINTS;
	return [...lines.slice(0, MOST_HINTS), `${more} more warnings are in json.image.warnings.`];
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
