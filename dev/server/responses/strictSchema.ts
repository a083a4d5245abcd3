import { isRecord } from '../readBody';
import { errorAnswer } from '../rules/errorAnswer';

/**
 * OpenAI's rules for `strict: true`: an object at the root, every object closed, every property required.
 * @throws {ErrorAnswer}
 */
export function checkStrictSchema(name: string, schema: Record<string, unknown>): void {
	if (schema.type !== 'object') {
		throw invalid(
			name,
			[],
			`schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type)}"'.`,
		);
	}
	check(name, schema, []);
}

function check(name: string, schema: unknown, context: string[]): void {
	if (!isRecord(schema)) throw invalid(name, context, 'schema must be an object.');
	if (schema.type === 'array') return check(name, schema.items, [...context, 'items']);
	if (schema.type !== 'object') return;
	if (schema.additionalProperties !== false) {
		throw invalid(
			name,
			context,
			"'additionalProperties' is required to be supplied and to be false.",
		);
	}
	const properties = isRecord(schema.properties) ? schema.properties : {};
	const required = Array.isArray(schema.required) ? schema.required : [];
	const missing = Object.keys(properties).find((key) => !required.includes(key));
	if (missing !== undefined) {
		throw invalid(
			name,
			context,
			`'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
		);
	}
	for (const [key, value] of Object.entries(properties)) {
		check(name, value, [...context, 'properties', key]);
	}
}

function invalid(name: string, context: string[], what: string): Error {
	const place = context.map((part) => `'${part}'`).join(', ');
	return errorAnswer(
		`Invalid schema for response_format '${name}': In context=(${place}), ${what}`,
		{
			param: 'text.format.schema',
			code: 'invalid_json_schema',
		},
	);
}
