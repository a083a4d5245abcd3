import type { IDataObject } from 'n8n-workflow';
import { asNumber, asText } from '../../shared/values';
import { SettingError } from '../../shared/request/settings';

/** Milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

/**
 * When the wait ends, from Limit Wait Time as n8n's Send and Wait has it.
 * @returns null if no limit is set.
 * @throws {SettingError}
 */
export function readDeadline(option: unknown, now: Date): Date | null {
	const values = (option as IDataObject | undefined)?.values as IDataObject | undefined;
	if (values === undefined) return null;
	const deadline =
		values.limitType === 'atSpecifiedTime'
			? new Date(asText(values.maxDateAndTime))
			: new Date(
					now.getTime() +
						asNumber(values.resumeAmount ?? 45) *
							(UNITS[asText(values.resumeUnit ?? 'minutes')] ?? NaN),
				);
	if (Number.isNaN(deadline.getTime())) {
		throw new SettingError(
			'limitWaitTime',
			'Limit Wait Time is not a time that can be read',
			'Enter a number and a unit, or a date and a time.',
		);
	}
	if (deadline <= now) {
		throw new SettingError(
			'limitWaitTime',
			`Limit Wait Time ends at ${deadline.toISOString()}, which is in the past`,
			'Choose a time in the future.',
		);
	}
	return deadline;
}
