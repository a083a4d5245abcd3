import * as z from 'zod/v4-mini';
import { LIMITS } from '../protocol/limits';
import { seenText } from './seenText';

const text = (limit: number) =>
	z.pipe(
		z.string().check(z.maxLength(limit)),
		z.transform((value: string) => seenText(value).trim()),
	);

const index = z.int().check(z.nonnegative(), z.maximum(LIMITS.images));
const percent = z.number().check(z.minimum(0), z.maximum(100));
/** Of base64; four characters for three bytes. */
const DRAWING_CHARACTERS = Math.ceil(LIMITS.drawingBytes / 3) * 4;

const pin = z.strictObject({
	x: percent,
	y: percent,
	text: text(LIMITS.pinText).check(z.minLength(1)),
});

const decision = z.strictObject({
	image: index,
	decision: z.enum(['approve', 'change', 'reject']),
	comment: text(LIMITS.comment),
	pins: z.array(pin).check(z.maxLength(LIMITS.pins)),
	drawing: z.optional(
		z.strictObject({
			kind: z.enum(['region', 'markup']),
			png: z.string().check(z.maxLength(DRAWING_CHARACTERS)),
		}),
	),
});

const pick = z.strictObject({
	group: index,
	image: z.nullable(index),
	comment: text(LIMITS.comment),
});

/** The shape of an answer. What it says of the round is checked afterwards. */
export const answerSchema = z.strictObject({
	round: z.string().check(z.maxLength(64)),
	id: z.string().check(z.regex(/^[\w-]{8,64}$/)),
	reviewer: text(LIMITS.name),
	decisions: z.array(decision).check(z.maxLength(LIMITS.images)),
	picks: z.array(pick).check(z.maxLength(LIMITS.images)),
});
