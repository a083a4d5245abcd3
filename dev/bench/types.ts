import type { Instance } from '../n8n/instance';
import type { BenchServer } from './imageServer';
import type { ProcessFigures } from './processFigures';

/** An n8n under measurement. */
export interface Bench {
	instance: Instance;
	server: BenchServer;
	process: ProcessFigures;
	/** The last lines that n8n has written. */
	lines: readonly string[];
	/** Processor seconds that n8n takes per second with nothing to do. */
	idleLoad: number;
}
