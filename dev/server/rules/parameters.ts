import { isRecord } from '../readBody';
import { errorAnswer, unknownParameter } from './errorAnswer';
import type { ApiRequest } from '../types';

/*
 * The words and codes of these refusals follow OpenAI's other endpoints (integer_below_min_value,
 * string_above_max_length …). What the Images API itself says in each case is not known.
 */

/** The parameters of one request, read one by one; null counts as not sent, as the SDK's types allow. */
export class Parameters {
	private readonly fields: Readonly<Record<string, unknown>>;
	private readonly multipart: boolean;

	constructor(request: ApiRequest) {
		this.fields = unfold(request.fields);
		this.multipart = request.contentType === 'multipart';
	}

	/** @throws {ErrorAnswer} for a name outside `known`. */
	refuseUnknown(known: ReadonlySet<string>): void {
		for (const name of Object.keys(this.fields)) if (!known.has(name)) throw unknownParameter(name);
	}

	has(name: string): boolean {
		return this.fields[name] !== undefined && this.fields[name] !== null;
	}

	raw(name: string): unknown {
		return this.fields[name];
	}

	string(name: string, bounds: { min?: number; max?: number } = {}): string | undefined {
		if (!this.has(name)) return undefined;
		const value = this.fields[name];
		if (typeof value !== 'string') throw wrongType(name, 'a string', value);
		// Code points, so that an emoji counts once; how OpenAI counts is not known.
		const { length } = [...value];
		const { min = 0, max = Infinity } = bounds;
		if (length < min) {
			throw errorAnswer(
				`Invalid '${name}': empty string. Expected a string with minimum length ${min}, but got an empty string instead.`,
				{ param: name, code: 'empty_string' },
			);
		}
		if (length > max) {
			throw errorAnswer(
				`Invalid '${name}': string too long. Expected a string with maximum length ${max}, but got a string with length ${length} instead.`,
				{ param: name, code: 'string_above_max_length' },
			);
		}
		return value;
	}

	integer(name: string, min: number, max: number): number | undefined {
		if (!this.has(name)) return undefined;
		let value = this.fields[name];
		if (this.multipart && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
			value = Number(value);
		}
		if (typeof value !== 'number' || !Number.isInteger(value)) {
			throw wrongType(name, 'an integer', value);
		}
		if (value < min) {
			throw errorAnswer(
				`Invalid '${name}': integer below minimum value. Expected a value >= ${min}, but got ${value} instead.`,
				{ param: name, code: 'integer_below_min_value' },
			);
		}
		if (value > max) {
			throw errorAnswer(
				`Invalid '${name}': integer above maximum value. Expected a value <= ${max}, but got ${value} instead.`,
				{ param: name, code: 'integer_above_max_value' },
			);
		}
		return value;
	}

	boolean(name: string): boolean {
		if (!this.has(name)) return false;
		const value = this.fields[name];
		if (typeof value === 'boolean') return value;
		if (this.multipart && (value === 'true' || value === 'false')) return value === 'true';
		throw wrongType(name, 'a boolean', value);
	}

	/** One of `values`, else a refusal of `type` with code invalid_value. */
	oneOf<T extends string>(
		name: string,
		values: readonly T[],
		type: 'invalid_request_error' | 'image_generation_user_error' = 'invalid_request_error',
	): T | undefined {
		if (!this.has(name)) return undefined;
		const value = this.fields[name];
		const found = values.find((one) => one === value);
		if (found !== undefined) return found;
		if (typeof value !== 'string') throw wrongType(name, 'a string', value);
		throw errorAnswer(`Invalid value: '${value}'. Supported values are: ${listed(values)}.`, {
			type,
			param: name,
			code: 'invalid_value',
		});
	}
}

/** `'a', 'b', and 'c'` */
export function listed(values: readonly string[]): string {
	const quoted = values.map((value) => `'${value}'`);
	if (quoted.length < 3) return quoted.join(' and ');
	return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
}

/** The name and value a multipart client may write as `svg[model]`, as the nested object it stands for. */
function unfold(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(fields)) {
		const [head = name, ...rest] = name.split(/\[|\]\[|\]/).filter((part) => part !== '');
		if (rest.length === 0) {
			result[name] = value;
			continue;
		}
		const before = result[head];
		const target: Record<string, unknown> = isRecord(before) ? before : {};
		target[rest.join('.')] = value;
		result[head] = target;
	}
	return result;
}

function wrongType(name: string, expected: string, value: unknown): Error {
	const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
	return errorAnswer(
		`Invalid type for '${name}': expected ${expected}, but got ${got.replace('a object', 'an object')} instead.`,
		{ param: name, code: 'invalid_type' },
	);
}
