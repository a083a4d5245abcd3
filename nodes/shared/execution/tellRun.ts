import * as n8nWorkflow from 'n8n-workflow';
import { CATALOG_CHECKED_ON } from '../models/catalog';
import type { CallOutcome } from '../items/imageCall';
import type { WarningJson } from '../items/imageJson';
import { plural, seconds, usdInText } from '../words';
import type { Session } from './session';

/** More warnings than this are summed up: n8n shows each hint in a box of its own. */
const MOST_HINTS = 5;

/**
 * Tells n8n and the person what the run cost and what was adapted: tokens in n8n's own usage
 * metadata, cost and warnings as hints of the output panel. Older versions of n8n lack parts of it.
 */
export function tellRun({ context, queue }: Session, outcomes: CallOutcome[]): void {
	const bought = outcomes.flatMap(({ asked }) => asked);
	const usage = bought.map(({ json }) => json.usage).filter((entry) => entry !== null);
	const inputTokens = sum(usage.map((entry) => entry.inputTokens));
	const outputTokens = sum(usage.map((entry) => entry.outputTokens));
	if (usage.length > 0 && typeof n8nWorkflow.accumulateTokenUsage === 'function') {
		n8nWorkflow.accumulateTokenUsage(context, inputTokens, outputTokens);
	}
	const arrived = bought.filter(({ binary }) => binary !== undefined).length;
	if (arrived > 0) addHints(context, [costLine(arrived, bought)]);
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
	return `The run waited ${seconds(ms)} for the rate limit of the account. Images per Minute in Run Settings spaces requests instead.`;
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

function costLine(arrived: number, bought: Array<{ json: { costUsd: number | null } }>): string {
	const known = bought.map(({ json }) => json.costUsd).filter((cost) => cost !== null);
	const unknown = bought.length - known.length;
	const cost = `${usdInText(sum(known))} at the prices of ${CATALOG_CHECKED_ON}`;
	const rest = unknown === 0 ? '' : `, and ${plural(unknown, 'image')} at an unknown price`;
	return known.length === 0
		? `${plural(arrived, 'image')} at an unknown price.`
		: `${plural(arrived, 'image')} for ${cost}${rest}.`;
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
