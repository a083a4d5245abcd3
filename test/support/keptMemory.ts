import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collectGarbage: (() => void) | undefined;

/** Resident bytes of this process once everything that nothing holds has been given back. */
export function keptMemory(): number {
	if (!collectGarbage) {
		// Only realms that are made after this have `gc`.
		setFlagsFromString('--expose-gc');
		collectGarbage = runInNewContext('gc') as () => void;
	}
	collectGarbage();
	return process.memoryUsage().rss;
}
