const MINUTE_MS = 60_000;

/** Counts the images started in the last minute, so that never more than a number start in any 60 seconds. */
export class ImageWindow {
	private started: Array<{ at: number; images: number }> = [];

	/** @param perMinute 0: no limit. */
	constructor(private readonly perMinute: number) {}

	/**
	 * When `images` more may start, in milliseconds since the epoch; now or earlier means at once.
	 * A call of more images than a minute allows starts alone.
	 */
	freeAt(images: number, now: number): number {
		if (this.perMinute <= 0) return now;
		this.started = this.started.filter(({ at }) => at > now - MINUTE_MS);
		let running = this.started.reduce((sum, start) => sum + start.images, 0);
		let freeAt = now;
		for (const start of this.started) {
			if (running + Math.min(images, this.perMinute) <= this.perMinute) break;
			running -= start.images;
			freeAt = start.at + MINUTE_MS;
		}
		return freeAt;
	}

	/** A call of more images than a minute allows also uses up the minutes after it. */
	record(images: number, now: number): void {
		if (this.perMinute <= 0) return;
		for (let at = now, left = images; left > 0; at += MINUTE_MS, left -= this.perMinute) {
			this.started.push({ at, images: Math.min(left, this.perMinute) });
		}
	}
}
