import type { Batch } from '../batches/batch';
import { type BatchBehaviour, DEFAULT_BATCHES } from '../batches/behaviour';
import { HeldFiles } from '../files/heldFiles';
import { Clock } from './clock';
import { FaultList, type FileGuard } from './faults';
import { FileShelf } from '../fileShelf';
import type { ServerLogEntry } from './log';
import { randomOf } from '../painting/palette';
import { RateLimit } from './rateLimit';
import { RequestLimit } from './requestLimit';
import type { FindFile } from '../rules/references';
import { DrawnPictures } from '../responses/drawnPictures';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import type { ApiRequest } from '../types';

/** What all requests share. */
export class ServerState {
	settings: Settings = DEFAULT_SETTINGS;
	readonly log: ServerLogEntry[] = [];
	readonly faults = new FaultList();
	readonly rateLimit = new RateLimit();
	readonly shelf = new FileShelf();
	readonly pictures = new DrawnPictures();
	readonly clock = new Clock();
	readonly files = new HeldFiles();
	/** In the order in which they were created. */
	readonly batches = new Map<string, Batch>();
	readonly uploads = new RequestLimit('uploads per minute', 1000, 60);
	readonly creations = new RequestLimit('batches per hour', 2000, 3600);
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
		for (const kept of [this.rateLimit, this.clock, this.files, this.uploads, this.creations]) {
			kept.reset();
		}
		this.batches.clear();
		this.log.length = 0;
		this.maxInFlight = this.inFlight;
	}

	get batchBehaviour(): BatchBehaviour {
		return { ...DEFAULT_BATCHES, ...this.settings.batches };
	}

	readonly findImage: FindFile = (id) => this.files.imageOf(id, this.clock.now());

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
