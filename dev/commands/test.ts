import { sideBySide, type Step } from '../upkeep/sideBySide';

const script = (name: string): Step => ({ program: 'npm', arguments: ['run', '-s', name] });

/**
 * Three workers share two cores: helpers of their garbage collectors would take time from other workers, and with more
 * room for what is young less of it is copied. All tests took 269 s of processor time with these options (one run), 254
 * and 297 s with 64 to 96 MB, and 305 to 319 s without (three runs). Each option alone showed no gain.
 */
const SIDE_BY_SIDE = ['--single-threaded-gc', '--max-semi-space-size=32'];

/** Jest hands V8's options on to its workers. */
const TESTS: Step = {
	program: 'node',
	arguments: [...SIDE_BY_SIDE, require.resolve('jest/bin/jest')],
	isLive: true,
};
/** With the options that n8n runs with. */
const TIMED_TESTS: Step = {
	program: 'jest',
	arguments: ['--config', 'jest.timing.config.js'],
	isLive: true,
};

/**
 * `npm test`, when everything is built: types and style beside the tests, then what is measured alone. Ends with the
 * code of the first that fails.
 */
async function main(): Promise<void> {
	process.exitCode =
		(await sideBySide([[script('typecheck'), script('lint')], [TESTS]])) ||
		(await sideBySide([[TIMED_TESTS]]));
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
