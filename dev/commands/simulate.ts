import { parseArgs } from 'node:util';
import { simulateAll } from '../simulations/table';

/**
 * `npm run simulate`: comparisons and votes with a known truth, and how often the conclusions are right. Options:
 * `--runs` (3000) per setting, `--only` a part of a table's name, `--check`, which ends with 1 where a bar is missed.
 */
function main(): void {
	const { values } = parseArgs({
		options: {
			runs: { type: 'string', default: '3000' },
			only: { type: 'string', default: '' },
			check: { type: 'boolean', default: false },
		},
	});
	const missed = simulateAll(Number(values.runs), values.only, (line) => console.log(line));
	if (values.check && missed > 0) process.exitCode = 1;
}

main();
