import type { IExecuteFunctions } from 'n8n-workflow';
import { SettingError } from '../request/settings';

/**
 * An n8n expression that was typed as plain text, which would be sent as it is. What an expression returns
 * is not looked at: text from elsewhere may hold braces.
 * @throws {SettingError} naming the parameter.
 */
export function checkNoPlainExpression(context: IExecuteFunctions): void {
	const name = nameOfPlain(context.getNode().parameters, '');
	if (name === undefined) return;
	throw new SettingError(
		name,
		(label) => `${label} holds an expression {{ … }} as plain text, which would be sent as it is`,
		'Switch the parameter from Fixed to Expression. If the braces are meant literally, write the text as an expression: {{ "…" }}.',
	);
}

/** The name of the first parameter that holds one, however deep it is. */
function nameOfPlain(value: unknown, name: string): string | undefined {
	if (typeof value === 'string') return isPlainExpression(value) ? name : undefined;
	if (Array.isArray(value)) {
		for (const entry of value) {
			const found = nameOfPlain(entry, name);
			if (found !== undefined) return found;
		}
		return undefined;
	}
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, entry] of Object.entries(value)) {
		// The value of a resource locator is the parameter's own.
		const found = nameOfPlain(entry, key === 'value' && '__rl' in value ? name : key);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** `{{ … }}` with one of n8n's variables in it: other double braces may be meant. */
function isPlainExpression(text: string): boolean {
	if (text.startsWith('=')) return false;
	const start = text.indexOf('{{');
	const end = start < 0 ? -1 : text.indexOf('}}', start);
	return end >= 0 && text.slice(start, text.lastIndexOf('}}')).includes('$');
}
