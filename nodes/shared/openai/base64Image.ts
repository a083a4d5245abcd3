import { freeBuffer } from '../freeBuffer';

/** Bytes decoded into one block; divisible by three so that no quad straddles two. */
const BLOCK_BYTES = 768 * 1024;
const LONGEST_DATA_URL_HEAD = 200;
/** As Python writes bytes, too: `b'…'`. */
const OPENING_LENGTH = 4;
const OPENING_QUOTE = /^\s*(b?'|")/;

/** Turns base64 that arrives in pieces into one Buffer, without keeping the text. */
export class Base64Image {
	/** Decoded bytes so far. */
	length = 0;
	private blocks: Buffer[] = [];
	/** Less than a quad of text. */
	private carry = '';
	private padding = 0;
	private valid = true;
	/** Whether a closing quotation mark has come. */
	private quoted = false;
	/** The text so far, until it is known whether it begins as a data URL. */
	private head: string | null = '';

	/** Takes standard and URL-safe base64, white space, a data URL's head before it, and quotation marks around it. */
	push(text: string): void {
		if (!this.valid) return;
		if (this.head === null) {
			this.decode(text);
			return;
		}
		this.head += text;
		if (this.head.length >= 5) this.leaveHead(this.head);
	}

	/**
	 * The exact bytes, or undefined if the text was not base64. Releases what was used to decode.
	 * @param lenient whether its end may be one that no bytes end in.
	 */
	finish({ lenient = false } = {}): Buffer | undefined {
		if (this.head !== null) this.leaveHead(this.head, true);
		if (this.padding === 0) this.decodeCarefully(this.carry);
		const tail = this.carry.length;
		const padded = this.padding === 0 || tail + this.padding === 4;
		if (!lenient && (tail === 1 || !padded)) this.valid = false;
		if (this.valid && tail > 1) {
			const bytes = Buffer.from(this.carry, 'base64');
			bytes.copy(this.blockAt(this.length), this.length % BLOCK_BYTES);
			this.length += bytes.length;
		}
		return this.valid && this.length > 0 ? this.assemble() : undefined;
	}

	private leaveHead(text: string, atEnd = false): void {
		const isDataUrl = text.startsWith('data:');
		const comma = isDataUrl ? text.indexOf(',') : -1;
		const isShort = text.length < comma + OPENING_LENGTH && !atEnd;
		if (isDataUrl && (comma < 0 || isShort)) {
			if (atEnd || text.length > LONGEST_DATA_URL_HEAD) this.valid = false;
			return;
		}
		this.head = null;
		if (isDataUrl && !text.slice(0, comma).endsWith(';base64')) this.valid = false;
		else this.decode(text.slice(comma + 1).replace(OPENING_QUOTE, ''));
	}

	private decode(text: string): void {
		const undecoded = this.padding > 0 ? text : this.carry + text;
		if (this.padding > 0 || !this.decodeQuads(undecoded)) this.decodeCarefully(undecoded);
	}

	/** The fast way, right when each character counts: then four characters give exactly three bytes. */
	private decodeQuads(text: string): boolean {
		const before = this.length;
		const whole = text.length - (text.length % 4);
		for (let at = 0; at < whole;) {
			const block = this.blockAt(this.length);
			const offset = this.length % BLOCK_BYTES;
			const quads = Math.min(whole - at, ((BLOCK_BYTES - offset) / 3) * 4);
			const bytes = (quads / 4) * 3;
			if (block.write(text.slice(at, at + quads), offset, bytes, 'base64') !== bytes) {
				this.length = before;
				return false;
			}
			this.length += bytes;
			at += quads;
		}
		this.carry = text.slice(whole);
		return true;
	}

	/** White space and padding, or no base64 at all. */
	private decodeCarefully(text: string): void {
		const wasPadded = this.padding > 0;
		const [, digits, padding, quote] =
			/^([A-Za-z0-9+/_-]*)(=*)(["']?)$/.exec(text.replace(/\s+/g, '')) ?? [];
		if (digits === undefined || (wasPadded && digits !== '') || (this.quoted && text !== '')) {
			this.valid = false;
			return;
		}
		this.quoted ||= quote !== '';
		this.padding += padding?.length ?? 0;
		if (!wasPadded && !this.decodeQuads(digits)) this.valid = false;
	}

	private blockAt(position: number): Buffer {
		return (this.blocks[Math.floor(position / BLOCK_BYTES)] ??=
			Buffer.allocUnsafeSlow(BLOCK_BYTES));
	}

	/** Copies block by block and frees each at once, so that never two whole copies exist. */
	private assemble(): Buffer {
		const whole = Buffer.allocUnsafeSlow(this.length);
		for (const [index, block] of this.blocks.entries()) {
			block.copy(
				whole,
				index * BLOCK_BYTES,
				0,
				Math.min(BLOCK_BYTES, this.length - index * BLOCK_BYTES),
			);
			freeBuffer(block);
		}
		this.blocks = [];
		return whole;
	}
}
