interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/**
 * Where a value is not as an output schema of n8n says: "image.width: a string, not integer", or a field
 * that the schema does not know. `null` goes with every type: n8n's schemas show what a field usually holds.
 */
export function differences(value: unknown, schema: Schema, path = 'json'): string[] {
	if (value === null) return [];
	const is = Array.isArray(value) ? 'array' : typeof value;
	const fits = schema.type === 'integer' ? Number.isInteger(value) : is === schema.type;
	if (!fits) return [`${path}: ${is} ${String(value)}, not ${schema.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((entry, at) =>
			schema.items ? differences(entry, schema.items, `${path}[${at}]`) : [],
		);
	}
	if (is !== 'object') return [];
	return Object.entries(value as object).flatMap(([key, entry]) => {
		const known = schema.properties?.[key];
		return known
			? differences(entry, known, `${path}.${key}`)
			: [`${path}.${key}: not in the schema`];
	});
}
