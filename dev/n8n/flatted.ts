/**
 * Reads the form in which n8n stores an execution: one list of values, and in each object or array of it
 * the places of its members as strings, so that what is used twice is stored once.
 */
export function parseFlatted(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const built = new Map<number, object>();
	const build = (place: number): unknown => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		const known = built.get(place);
		if (known) return known;
		const copy: object = Array.isArray(value) ? [] : {};
		built.set(place, copy);
		for (const [key, member] of Object.entries(value)) {
			Object.assign(copy, { [key]: typeof member === 'string' ? build(Number(member)) : member });
		}
		return copy;
	};
	return build(0);
}
