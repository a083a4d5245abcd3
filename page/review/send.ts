import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import type { DrawingKind, PageData, PageImage } from '../../nodes/ReviewImages/protocol/page';
import type { Ballot } from './ballot';
import { look } from './follow';
import type { Strokes } from './strokes';

/** What became of an answer. */
export type Sent =
	| { kind: 'counted' }
	/** Must be corrected; the text says how. */
	| { kind: 'refused'; message: string }
	/** The round was over before; another one may follow. */
	| { kind: 'outdated' }
	/** The workflow has ended without the answer. */
	| { kind: 'ended' }
	| { kind: 'failed' };

/**
 * Milliseconds before each further try: n8n takes no answer while it works on another, which lasts as long
 * as its storage needs for a drawing.
 */
const PAUSES_MS = [1000, 2000, 4000, 8000, 16_000];

export const pause = async (ms: number) =>
	await new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** The drawings of an answer, by index of the image. @throws {RangeError} if they are too large together. */
export async function drawingsOf(ballot: Ballot): Promise<Map<number, string>> {
	const drawings = new Map<number, string>();
	let characters = 0;
	for (const { index, ...size } of ballot.data.images) {
		if (!ballot.isDrawn(index)) continue;
		const { strokes, kind } = ballot.images[index]!;
		const png = await pngOf(strokes, kind, size);
		characters += png.length;
		drawings.set(index, png);
		const isTooLarge = png.length * 0.75 > LIMITS.drawingBytes;
		if (isTooLarge || characters * 0.75 > LIMITS.allDrawingsBytes) throw new RangeError();
	}
	return drawings;
}

async function pngOf(
	strokes: Strokes,
	kind: DrawingKind,
	{ width, height }: Pick<PageImage, 'width' | 'height'>,
): Promise<string> {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const pen = canvas.getContext('2d');
	if (pen === null) throw new RangeError();
	strokes.finish(pen, kind, { width, height });
	const url = canvas.toDataURL('image/png');
	canvas.width = 0;
	return url.slice(url.indexOf(',') + 1);
}

/** Sends until n8n has taken the answer or says why it does not. */
export async function sendAnswer(data: PageData, body: string): Promise<Sent> {
	let mayHaveArrived = false;
	for (let tries = 0; ; tries++) {
		const sent = await trySending(data.address, body);
		if (typeof sent === 'object') return sent;
		mayHaveArrived ||= sent === 'lost';
		// n8n turns an answer down in the same words while it works and when it is done.
		if ((await look(data)).kind === 'finished') {
			return { kind: mayHaveArrived ? 'counted' : 'ended' };
		}
		const ms = PAUSES_MS[tries];
		if (ms === undefined) return { kind: 'failed' };
		await pause(ms);
	}
}

/** @returns `busy` where n8n said that it took nothing, `lost` where nobody said anything. */
async function trySending(address: string, body: string): Promise<Sent | 'busy' | 'lost'> {
	try {
		const response = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
		});
		if (response.ok) return { kind: 'counted' };
		const { message } = (await response.json()) as { message?: string };
		if (response.status === 422) return { kind: 'refused', message: message ?? '' };
		if (response.status === 409 && !isFromN8n(message)) return { kind: 'outdated' };
	} catch {
		// Sent again: the answer's id is the same, so that it counts once.
		return 'lost';
	}
	return 'busy';
}

/** n8n's own conflict, while it works on another answer, names the execution. */
const isFromN8n = (message = '') => message.includes('execution');
