/** Text that is safe between tags and in quoted attributes. */
export function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}

/** The little Markdown of a sticky note's sentence: bold, emphasis, code. */
export function inlineMarkdown(text: string): string {
	return escape(text)
		.replace(/`([^`]+)`/g, '<code>$1</code>')
		.replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
		.replace(/\*([^*]+)\*/g, '<em>$1</em>');
}

/** A relative path as a link's target. */
export function href(path: string): string {
	return escape(path.split('/').map(encodeURIComponent).join('/'));
}
