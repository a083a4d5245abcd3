import { sideBySide, type Step } from '../upkeep/sideBySide';

const script = (name: string): Step => ({ program: 'npm', arguments: ['run', '-s', name] });
const jest = (...args: string[]): Step => ({ program: 'jest', arguments: args, isLive: true });

/**
 * `npm test`, when everything is built: types and style beside the tests, then what is measured alone. Ends with the
 * code of the first that fails.
 */
async function main(): Promise<void> {
	process.exitCode =
		(await sideBySide([[script('typecheck'), script('lint')], [jest()]])) ||
		(await sideBySide([[jest('--config', 'jest.timing.config.js')]]));
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
