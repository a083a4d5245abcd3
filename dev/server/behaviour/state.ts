import { FaultList, type FileGuard } from './faults';
import { FileShelf } from '../fileShelf';
import type { ServerLogEntry } from './log';
import { randomOf } from '../painting/palette';
import { RateLimit } from './rateLimit';
import { Renderer } from '../painting/render';
import { DrawnPictures } from '../responses/drawnPictures';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { ApiRequest } from '../types';

/** What all requests share. */
export class ServerState {
	settings: Settings = DEFAULT_SETTINGS;
	readonly log: ServerLogEntry[] = [];
	readonly faults = new FaultList();
	readonly rateLimit = new RateLimit();
	readonly renderer = new Renderer();
	readonly shelf = new FileShelf();
	readonly pictures = new DrawnPictures();
	/** `http://127.0.0.1:PORT` */
	origin = '';
	inFlight = 0;
	maxInFlight = 0;
	private jitter = randomOf('jitter');

	constructor(
		readonly apiKey: string,
		private readonly startSettings: Partial<Settings>,
	) {
		this.reset();
	}

	configure(changes: Partial<Settings>): void {
		this.settings = { ...this.settings, ...changes };
		if (changes.faults) this.faults.set(changes.faults);
	}

	reset(): void {
		this.configure({ ...DEFAULT_SETTINGS, ...this.startSettings });
		this.jitter = randomOf('jitter');
		this.rateLimit.reset();
		this.log.length = 0;
		this.maxInFlight = this.inFlight;
	}

	/** Milliseconds this request should take. */
	latencyOf(request: ApiRequest, modelId: string): number {
		const { latencyMs, jitterMs } = this.settings;
		const extra = jitterMs > 0 ? this.jitter() * jitterMs : 0;
		if (typeof latencyMs === 'number') return latencyMs + extra;
		if (typeof latencyMs === 'function') return latencyMs(request) + extra;
		return (latencyMs[modelId] ?? latencyMs.default ?? 0) + extra;
	}

	/** Keeps a file for download and gives its address. */
	keepFile(file: Buffer, extension: string, guard: FileGuard): string {
		return (guard.relative ? '' : this.origin) + this.shelf.keep(file, extension, guard);
	}
}
