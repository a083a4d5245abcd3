import { createHash } from 'node:crypto';
import { isRecord } from '../readBody';
import type { DrawnPicture, JudgeBehaviour, Misreading } from './behaviour';

/** The first rule that fits a picture. */
export function misreadingOf(
	picture: DrawnPicture,
	rules: readonly Misreading[],
): Misreading | undefined {
	return rules.find(
		({ model, when, rate = 1 }) =>
			(model === undefined || model === picture.modelId) &&
			(when?.(picture) ?? true) &&
			lot(picture) < rate,
	);
}

/** What the judge reads in a picture. */
export function readIn(picture: DrawnPicture, { misreadings }: JudgeBehaviour): string[] {
	const misreading = misreadingOf(picture, misreadings);
	return picture.texts.flatMap((text) => misreading?.as(text, picture) ?? text);
}

/** 0 to below 1, the same for the same picture. */
function lot({ prompt, modelId }: DrawnPicture): number {
	const hash = createHash('sha256').update(`${modelId} ${prompt}`).digest();
	return hash.readUInt32LE(0) / 4_294_967_296;
}

/**
 * An answer in the form of a strict JSON schema. Known are the fields `texts` (what is read), `answer`
 * (yes or no), `grade`, `failures`, `better`; anything else gets the first value that its schema allows.
 */
export function answerIn(
	schema: unknown,
	pictures: readonly DrawnPicture[],
	judge: JudgeBehaviour,
): unknown {
	return fill(schema, '', '', { pictures, judge });
}

interface Seen {
	pictures: readonly DrawnPicture[];
	judge: JudgeBehaviour;
}

const NO_PICTURE: DrawnPicture = { prompt: '', modelId: '', texts: [] };

function fill(schema: unknown, name: string, question: string, seen: Seen): unknown {
	if (!isRecord(schema)) return null;
	const [first = NO_PICTURE, second = NO_PICTURE] = seen.pictures;
	const { judge } = seen;
	switch (name) {
		case 'texts':
			return readIn(first, judge);
		case 'answer':
			return judge.gate(first, question) ? 'yes' : 'no';
		case 'grade':
			return judge.grade(first, question);
		case 'failures':
			return judge.failures(first);
		case 'better':
			return judge.better(first, second);
		case 'reason':
			return judge.reason(first, question);
	}
	if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
	switch (schema.type) {
		case 'object': {
			const properties = isRecord(schema.properties) ? schema.properties : {};
			const about = typeof schema.description === 'string' ? schema.description : question;
			return Object.fromEntries(
				Object.entries(properties).map(([key, value]) => [key, fill(value, key, about, seen)]),
			);
		}
		case 'array':
			return [];
		case 'integer':
		case 'number':
			return 0;
		case 'boolean':
			return false;
		default:
			return '';
	}
}
