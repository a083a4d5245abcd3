import { expected } from '../words';
import { BadAnswer } from './errors/badAnswer';
import {
	StreamDecoder,
	type DecodedAnswer,
	type DecodedImage,
	type DecoderLimits,
} from './streamDecoder';
import { AnswerParts, isPartial } from './answerParts';
import { bufferOf } from '../bufferOf';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COLON = 0x3a;
const BLANK = 0x20;
const NEW_LINE = Buffer.from('\n');
const LONGEST_NAME = 100;
/** A comment a second for an hour, and the events of ten images with their previews. */
const MOST_LINES = 10_000;
/** Ends the streams of OpenAI and of servers like it. */
const DONE = '[DONE]';

/**
 * Reads an answer that streams (server-sent events) although nobody asked for that, while it arrives. What
 * only shows how an image comes along (`…partial_image`) is let go.
 */
export class EventDecoder {
	private readonly events = new AnswerParts();
	private decoder: StreamDecoder;
	private bytes = 0;
	private lines = 0;
	private name = '';
	/** The field of the line whose value arrives; null while its name does. */
	private field: string | null = null;
	private atValueStart = false;
	private eventName = '';
	private hasData = false;
	/** Why an event could not be read. */
	private unreadable: BadAnswer | null = null;
	private skipping = false;

	constructor(private readonly limits: DecoderLimits) {
		this.decoder = new StreamDecoder(limits);
	}

	/** @throws {BadAnswer} when a limit is exceeded. */
	write(bytes: Uint8Array): void {
		this.bytes += bytes.length;
		if (this.bytes > this.limits.maxBytes) throw new BadAnswer('too_large', '');
		const chunk = bufferOf(bytes);
		for (let at = 0; at < chunk.length;) {
			if (this.field === null) this.readName(chunk[at++]!);
			else at = this.readValue(chunk, at, this.field);
		}
	}

	/** One answer for each event that is worth something. @throws {BadAnswer} when there is none. */
	end(): DecodedAnswer[] {
		this.endEvent();
		if (this.events.all.length > 0) return this.events.all;
		throw this.unreadable ?? new BadAnswer('truncated', '');
	}

	/** The images that have arrived whole, for an answer that broke off. */
	arrived(): DecodedImage[] {
		const current = isPartial(this.eventName) ? [] : [...this.decoder.arrived().values()];
		return [...this.events.images, ...current];
	}

	private readName(byte: number): void {
		if (byte === LINE_FEED) {
			if (++this.lines > MOST_LINES) throw new BadAnswer('too_large', '');
			if (this.name === '') this.endEvent();
			this.name = '';
		} else if (byte === COLON) {
			this.field = this.name;
			this.name = '';
			this.atValueStart = true;
			if (this.field === 'event') this.eventName = '';
		} else if (byte !== CARRIAGE_RETURN && this.name.length < LONGEST_NAME) {
			this.name += String.fromCharCode(byte);
		}
	}

	private readValue(chunk: Buffer, from: number, field: string): number {
		const lineEnd = chunk.indexOf(LINE_FEED, from);
		const end = lineEnd < 0 ? chunk.length : lineEnd;
		const start = this.atValueStart && chunk[from] === BLANK ? from + 1 : from;
		this.atValueStart = false;
		const piece = chunk.subarray(start, Math.max(start, end));
		if (field === 'data') this.readData(piece);
		if (field === 'event' && this.eventName.length < LONGEST_NAME) {
			this.eventName += piece.toString('latin1').trim();
		}
		if (lineEnd < 0) return chunk.length;
		if (field === 'data') this.readData(NEW_LINE);
		this.field = null;
		if (++this.lines > MOST_LINES) throw new BadAnswer('too_large', '');
		return lineEnd + 1;
	}

	private readData(piece: Uint8Array): void {
		this.hasData = true;
		if (this.skipping) return;
		try {
			this.decoder.write(piece);
		} catch (error) {
			this.unreadable ??= expected(error, BadAnswer);
			this.skipping = true;
		}
	}

	private endEvent(): void {
		if (this.hasData && !this.skipping) this.keep();
		if (this.hasData) this.decoder = new StreamDecoder(this.limits);
		this.hasData = false;
		this.skipping = false;
		this.eventName = '';
	}

	private keep(): void {
		try {
			this.events.add(this.decoder.end(), this.eventName);
		} catch (error) {
			const unreadable = expected(error, BadAnswer);
			if (this.decoder.beginning().trim() === DONE) return;
			this.unreadable ??= unreadable;
			this.events.addBroken(this.decoder.arrived());
		}
	}
}
