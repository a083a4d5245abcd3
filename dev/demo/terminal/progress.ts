import { plural, seconds, usd } from '../../../nodes/shared/words';

/** What has come so far. */
export interface Tally {
	pictures: number;
	costUsd: number;
}

export interface ProgressOptions {
	/** Images that all examples ask for. */
	total: number;
	/** Asked again for each frame. */
	soFar: () => Tally;
	stream?: NodeJS.WriteStream;
}

const BAR_WIDTH = 24;
const FRAME_MS = 120;

/** A bar on a terminal that is redrawn in place; elsewhere a line for each example, as logs want it. */
export class Progress {
	private readonly startedAt = performance.now();
	private readonly stream: NodeJS.WriteStream;
	private timer: NodeJS.Timeout | undefined;
	private running = '';

	constructor(private readonly options: ProgressOptions) {
		this.stream = options.stream ?? process.stdout;
	}

	/** Says what runs now. */
	start(what: string): void {
		this.running = what;
		if (!this.stream.isTTY) return;
		this.timer ??= setInterval(() => this.draw(), FRAME_MS);
		this.draw();
	}

	/** Prints a line that stays. */
	line(text: string): void {
		this.erase();
		this.stream.write(`${text}\n`);
		if (this.timer) this.draw();
	}

	/** Takes the bar away and stops redrawing. */
	end(): void {
		clearInterval(this.timer);
		this.timer = undefined;
		this.erase();
	}

	private draw(): void {
		const { pictures, costUsd } = this.options.soFar();
		const { total } = this.options;
		const full = Math.min(BAR_WIDTH, Math.round((pictures / Math.max(1, total)) * BAR_WIDTH));
		const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
		const elapsed = seconds(performance.now() - this.startedAt);
		const text = `${bar} ${pictures}/${plural(total, 'image')} · ${usd(costUsd)} · ${elapsed} · ${this.running}`;
		this.erase();
		this.stream.write(text.slice(0, Math.max(20, (this.stream.columns || 80) - 1)));
	}

	private erase(): void {
		if (this.stream.isTTY) this.stream.write('\r\x1b[2K');
	}
}
