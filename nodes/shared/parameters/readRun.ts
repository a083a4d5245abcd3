import type { IExecuteFunctions } from 'n8n-workflow';
import { SettingError } from '../request/settings';
import { asNumber, asText } from '../values';
import { RUN_DEFAULTS } from './description/run';

/** How the whole run goes. */
export interface RunSettings {
	maxConcurrency: number;
	imagesPerMinute: number;
	maxRetries: number;
	/** Milliseconds that rate limits are waited for, from the first one since any success. */
	maxRateLimitWaitMs: number;
	timeoutMs: number;
	/** USD; undefined: no limit. */
	maxSpendUsd: number | undefined;
	unsupportedSettings: 'adapt' | 'fail';
	retiredModel: 'fail' | 'replace';
	refusals: 'fail' | 'output';
	/** Whether only the plan is wanted. */
	dryRun: boolean;
}

/** Reads `run` from the first item. @throws {SettingError} */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const run = {
		...RUN_DEFAULTS,
		...(context.getNodeParameter('run', 0, {}) as Record<string, unknown>),
	};
	const bounded = (name: string, min: number, max: number, unit: string) => {
		const value = asNumber(run[name]);
		if (value >= min && value <= max) return value;
		throw new SettingError(
			name,
			`${shown(run[name])} cannot be used`,
			`Set it to a number from ${min} to ${max} (${unit}), or remove it from Run Settings.`,
		);
	};
	const zeroOr = (name: string, min: number, max: number, unit: string) =>
		asNumber(run[name]) === 0 ? 0 : bounded(name, min, max, `${unit}, 0 for no limit`);
	const oneOf = <Choice extends string>(name: string, ...choices: Choice[]) => {
		const choice = choices.find((value) => value === run[name]);
		if (choice !== undefined) return choice;
		const message = `${shown(run[name])} cannot be used`;
		throw new SettingError(name, message, `Set it to one of: ${choices.join(', ')}.`);
	};
	return {
		maxConcurrency: Math.floor(bounded('maxConcurrency', 1, 50, 'requests at once')),
		imagesPerMinute: Math.floor(zeroOr('imagesPerMinute', 1, 100_000, 'images')),
		maxRetries: Math.floor(bounded('maxRetries', 0, 20, 'repeats')),
		maxRateLimitWaitMs:
			bounded('maxRateLimitWait', 0, LONGEST_RATE_LIMIT_WAIT, 'minutes') * MINUTE_MS,
		timeoutMs: bounded('timeout', 1, LONGEST_TIMEOUT, 'seconds') * 1000,
		maxSpendUsd: zeroOr('maxSpend', 0, 1_000_000, 'USD') || undefined,
		unsupportedSettings: oneOf('unsupportedSettings', 'adapt', 'fail'),
		retiredModel: oneOf('retiredModel', 'fail', 'replace'),
		refusals: oneOf('refusals', 'fail', 'output'),
		dryRun: isDryRun(context),
	};
}

/** Whether only the plan is wanted: nothing may be requested, stored or kept then. */
export function isDryRun(context: IExecuteFunctions): boolean {
	const { dryRun } = context.getNodeParameter('run', 0, {}) as Record<string, unknown>;
	return dryRun === true || asText(dryRun).trim().toLowerCase() === 'true';
}

const MINUTE_MS = 60_000;
/** Minutes: a day. */
const LONGEST_RATE_LIMIT_WAIT = 1440;

/** Seconds: a day. Timers of Node overflow at 24 days and then fire at once. */
const LONGEST_TIMEOUT = 86_400;

function shown(value: unknown): string {
	return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
