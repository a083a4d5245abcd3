import { setTimeout as sleep } from 'node:timers/promises';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = {
	seconds: 1,
	minutes: 60,
	hours: 3600,
	days: 86_400,
};

/** From here on n8n puts the execution into its database, which is not here. */
const LONGEST_SECONDS = 65;

/** Stand-in for Wait, Resume: After Time Interval. It really waits, as n8n does in memory for up to 65 seconds. */
export class Wait implements INodeType {
	description = {
		displayName: 'Wait',
		name: 'wait',
		group: ['organization' as const],
		version: [1, 1.1],
		description: 'Wait before continue with execution',
		defaults: { name: 'Wait' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [
			{
				displayName: 'Resume',
				name: 'resume',
				type: 'options' as const,
				options: [{ name: 'After Time Interval', value: 'timeInterval' }],
				default: 'timeInterval',
			},
			{ displayName: 'Wait Amount', name: 'amount', type: 'number' as const, default: 5 },
			{
				displayName: 'Wait Unit',
				name: 'unit',
				type: 'options' as const,
				options: Object.keys(SECONDS_PER_UNIT).map((value) => ({ name: value, value })),
				default: 'seconds',
			},
		],
	};

	async execute(this: IExecuteFunctions) {
		const unit = String(this.getNodeParameter('unit', 0));
		const seconds = Number(this.getNodeParameter('amount', 0)) * (SECONDS_PER_UNIT[unit] ?? NaN);
		const resume = this.getNodeParameter('resume', 0);
		if (resume !== 'timeInterval' || !(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
			const message = `This stand-in waits for a time of up to ${LONGEST_SECONDS} seconds only.`;
			throw new NodeOperationError(this.getNode(), message);
		}
		const signal = this.getExecutionCancelSignal();
		await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
		return [this.getInputData()];
	}
}
