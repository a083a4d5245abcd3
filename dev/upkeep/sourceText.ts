import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A text of the source that a person may read, with … where a value is filled in. */
export interface SourceText {
	text: string;
	/** Path from the project's folder, and line from 1: "nodes/shared/words.ts:12". */
	at: string;
}

/** Every TypeScript file below a folder, parsed. */
export function sourceFilesIn(directory: string, folder: string): ts.SourceFile[] {
	return readdirSync(join(directory, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
		.sort()
		.map((name) => {
			const path = join(directory, folder, name);
			const shown = relative(directory, path);
			return ts.createSourceFile(shown, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
		});
}

/** Every string and template of a file, without module names, types and names of properties. */
export function textsOf(file: ts.SourceFile): SourceText[] {
	const found: SourceText[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
		const text = ts.isExpression(node) ? literalText(node) : undefined;
		if (text !== undefined && !isPropertyName(node)) found.push({ text, at: placeOf(node) });
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

/** The text of a literal or of literals joined by +, with … in the place of values; undefined for anything else. */
export function literalText(node: ts.Expression): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node)) {
		const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
		return parts.join('…').replace(/……+/g, '…');
	}
	if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
		const [left, right] = [literalText(node.left), literalText(node.right)];
		if (left === undefined && right === undefined) return undefined;
		return `${left ?? '…'}${right ?? '…'}`;
	}
	return undefined;
}

const isPropertyName = (node: ts.Node) =>
	ts.isPropertyAssignment(node.parent) && node.parent.name === node;

export function placeOf(node: ts.Node): string {
	const file = node.getSourceFile();
	const { line } = file.getLineAndCharacterOfPosition(node.getStart());
	return `${file.fileName}:${line + 1}`;
}
