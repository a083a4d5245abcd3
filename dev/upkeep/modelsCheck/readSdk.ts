import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What the types of the `openai` package say of images. */
export interface SdkFacts {
	/** The ids of its `ImageModel`. */
	models: string[];
	/** Each field of a request, with the words that it takes (none for numbers, free text and files). */
	generate: Map<string, string[]>;
	edit: Map<string, string[]>;
}

/**
 * Reads `resources/images.d.ts` of the `openai` package.
 * @throws {Error} where a type that is looked for is not there: the package was rebuilt.
 */
export function readSdk(file: string): SdkFacts {
	const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
	const declared = new Map<string, ts.TypeAliasDeclaration | ts.InterfaceDeclaration>();
	for (const statement of source.statements) {
		if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
			declared.set(statement.name.text, statement);
		}
	}
	const find = (name: string) => {
		const found = declared.get(name);
		if (found) return found;
		throw new Error(`${file} declares no ${name}: look how the package calls it now.`);
	};
	const fieldsOf = (name: string) => {
		const declaration = find(name);
		const members: readonly ts.TypeElement[] = ts.isInterfaceDeclaration(declaration)
			? declaration.members
			: [];
		return new Map(
			members.filter(ts.isPropertySignature).map((member) => [
				// A name in quotes is one too.
				(member.name as ts.Identifier | ts.StringLiteral).text,
				wordsOf(member.type),
			]),
		);
	};
	const models = find('ImageModel');
	return {
		models: ts.isTypeAliasDeclaration(models) ? wordsOf(models.type) : [],
		generate: fieldsOf('ImageGenerateParamsBase'),
		edit: fieldsOf('ImageEditParamsBase'),
	};
}

/** The words of a union such as `'low' | 'high' | null`. */
function wordsOf(type: ts.TypeNode | undefined): string[] {
	if (type === undefined) return [];
	if (ts.isUnionTypeNode(type)) return type.types.flatMap(wordsOf);
	if (ts.isParenthesizedTypeNode(type)) return wordsOf(type.type);
	return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}
