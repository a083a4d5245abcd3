import { BadAnswer } from './errors/badAnswer';

const FIRST_BYTES = 4096;
const LONGEST_BEGINNING = 300;

/** The bytes of an answer that belong to no image, usually few. */
export class JsonRest {
	length = 0;
	private bytes = Buffer.allocUnsafe(FIRST_BYTES);

	/** @param maxBytes more than this throws BadAnswer. */
	constructor(private readonly maxBytes: number) {}

	append(bytes: Uint8Array): void {
		const needed = this.length + bytes.length;
		if (needed > this.maxBytes) throw new BadAnswer('too_large', this.beginning());
		if (needed > this.bytes.length) {
			const grown = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
			this.bytes.copy(grown, 0, 0, this.length);
			this.bytes = grown;
		}
		this.bytes.set(bytes, this.length);
		this.length = needed;
	}

	/** Forgets everything from `position` on. */
	cut(position: number): void {
		this.length = position;
	}

	text(from = 0): string {
		return this.bytes.toString('utf8', from, this.length);
	}

	beginning(): string {
		return this.text().slice(0, LONGEST_BEGINNING);
	}
}
