import type { Fault, FaultRule } from '../../../../dev/server/server';
import type { Workbench } from '../../../support/workbench';

export const busy: Fault = { kind: 'status', status: 500 };
export const invalid: Fault = { kind: 'status', status: 400 };

/** A fault for prompts that begin so, as often as it says. */
export const onPrompt = (prompt: string, fault: Fault, times?: number): FaultRule => ({
	match: ({ fields }) => String(fields.prompt).startsWith(prompt),
	...(times !== undefined && { times }),
	fault,
});

/** Run Settings under which only n8n repeats. */
export const once = { maxRetries: 0 };
export const retrying = { retryOnFail: true, maxTries: 3 };

/** How often each item was requested, by the first word of its prompt. */
export function askedOf(bench: Workbench): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { fields } of bench.requests()) {
		const [word] = String(fields.prompt).split(' ') as [string];
		counts[word] = (counts[word] ?? 0) + 1;
	}
	return counts;
}
