import ts from 'typescript';
import { HOW_TO_FIX } from '../../nodes/shared/openai/errors/howToFix';
import { literalText, sourceFilesIn } from './sourceText';

/** A message of the nodes' own checks: what is wrong with a setting or a file, and how to fix it. */
export interface CheckMessage {
	/** The name of the parameter, if it is a literal next to the message. */
	setting: string | undefined;
	/** With … for a value that is filled in, and for what precedes the message. */
	message: string;
	/** Empty if only the running code knows it. */
	howToFix: string;
}

/** A message about an image that was delivered. */
export type WarningMessage = Pick<CheckMessage, 'setting' | 'message'>;

/**
 * Finds the messages of all checks in the source: wherever a `message` stands with a `howToFix`, as two
 * properties of an object, or as two arguments of a function whose last parameters are called so.
 * @param directory the project's folder.
 */
export function checkMessagesIn(directory: string): CheckMessage[] {
	const files = sourceFilesIn(directory, 'nodes');
	const callees = new Map(files.flatMap(calleesIn));
	return distinct(files.flatMap((file) => messagesIn(file, callees)));
}

/** Finds the warnings in the source: a `message` next to a `setting`, or given to a function called `warn`. */
export function warningsIn(directory: string): WarningMessage[] {
	const found: CheckMessage[] = [];
	const add = (setting: string | undefined, message: ts.Expression | undefined) => {
		for (const text of wordings(message).filter(saysSomething)) {
			found.push({ setting, message: asSeen(text), howToFix: '' });
		}
	};
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && node.expression.getText() === 'warn') {
			add(undefined, node.arguments[0]);
		}
		const setting = ts.isExpression(node) && propertyOf(node, 'setting');
		if (setting && propertyOf(node, 'howToFix') === undefined) {
			add(literalOf(setting), propertyOf(node, 'message'));
		}
		ts.forEachChild(node, visit);
	};
	for (const file of sourceFilesIn(directory, 'nodes')) visit(file);
	return distinct(found);
}

function distinct(messages: CheckMessage[]): CheckMessage[] {
	return [...new Map(messages.map((one) => [`${one.message}|${one.howToFix}`, one])).values()];
}

/** Where a function takes the message and the fix. */
interface Callee {
	setting: number;
	message: number;
	howToFix: number;
	/** The parameter that the function itself names. */
	ownSetting: string | undefined;
	/** The fix if none is given. */
	usualFix: ts.Expression | undefined;
}

/** Functions and classes with a parameter `howToFix`, by name and file; classes by name alone. */
function calleesIn(file: ts.SourceFile): Array<[string, Callee]> {
	const found: Array<[string, Callee]> = [];
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node)) {
			const names = node.parameters.map(({ name }) => name.getText());
			const howToFix = names.indexOf('howToFix');
			const name = calleeName(node);
			if (howToFix > 0 && name !== undefined) {
				const key = ts.isConstructorDeclaration(node) ? name : `${file.fileName} ${name}`;
				const callee: Callee = {
					setting: names.indexOf('setting'),
					message: howToFix - 1,
					howToFix,
					ownSetting: settingMadeIn(node),
					usualFix: node.parameters[howToFix]?.initializer,
				};
				found.push([key, callee]);
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

function calleeName(node: ts.SignatureDeclaration): string | undefined {
	if (ts.isConstructorDeclaration(node)) return node.parent.name?.getText();
	if (node.name !== undefined) return node.name.getText();
	return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

/** The first argument of `new SettingError('regions', …)` inside a function. */
function settingMadeIn(node: ts.Node): string | undefined {
	let setting: string | undefined;
	const visit = (inner: ts.Node): void => {
		if (ts.isNewExpression(inner)) setting ??= literalOf(inner.arguments?.[0]);
		ts.forEachChild(inner, visit);
	};
	visit(node);
	return setting;
}

function messagesIn(file: ts.SourceFile, callees: ReadonlyMap<string, Callee>): CheckMessage[] {
	const found: CheckMessage[] = [];
	const add = (
		setting: string | undefined,
		message: ts.Expression | undefined,
		howToFix: ts.Expression | undefined,
	) => {
		for (const text of wordings(message).filter(saysSomething)) {
			const fixes = wordings(howToFix);
			// A text of values alone belongs to a function that passes on another's message.
			if (fixes.length > 0 ? !fixes.some(saysSomething) : wordCount(text) < 2) continue;
			// Of an unnamed parameter one word is not enough to be looked up.
			if (setting === undefined && wordCount(text) < 2) continue;
			found.push({ setting, message: asSeen(text), howToFix: [...new Set(fixes)].join(' / ') });
		}
	};
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
			const name = node.expression.getText();
			const callee = callees.get(`${file.fileName} ${name}`) ?? callees.get(name);
			const { arguments: given = [] } = node;
			if (callee !== undefined) {
				const setting = literalOf(given[callee.setting]) ?? callee.ownSetting;
				add(setting, given[callee.message], given[callee.howToFix] ?? callee.usualFix);
			} else if (name === 'NodeOperationError') {
				add(undefined, given[1], propertyOf(given[2], 'description'));
			}
		}
		if (ts.isObjectLiteralExpression(node)) {
			const howToFix = propertyOf(node, 'howToFix');
			if (howToFix !== undefined) add(settingAround(node), propertyOf(node, 'message'), howToFix);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

const QUESTION_QUESTION = ts.SyntaxKind.QuestionQuestionToken;

/** All that an expression may say: both sides of a condition, a constant's text, the first words of a longer one. */
function wordings(node: ts.Expression | undefined): string[] {
	if (node === undefined) return [];
	const text = literalText(node);
	if (text !== undefined) return [text];
	if (ts.isConditionalExpression(node)) {
		return [...wordings(node.whenTrue), ...wordings(node.whenFalse)];
	}
	if (ts.isIdentifier(node)) return wordings(constantOf(node));
	if (ts.isArrowFunction(node)) return ts.isBlock(node.body) ? [] : wordings(node.body);
	if (ts.isParenthesizedExpression(node)) return wordings(node.expression);
	if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
		return wordings(node.left);
	}
	if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'HOW_TO_FIX') {
		return Object.entries(HOW_TO_FIX).flatMap(([name, fix]) =>
			name === node.name.text ? fix : [],
		);
	}
	if (ts.isBinaryExpression(node) && node.operatorToken.kind === QUESTION_QUESTION) {
		return wordings(node.right);
	}
	if (ts.isCallExpression(node)) {
		const { expression } = node;
		if (!ts.isPropertyAccessExpression(expression)) return wordings(node.arguments[0]);
		const { expression: joined } = expression;
		return ts.isArrayLiteralExpression(joined) ? wordings(joined.elements[0]) : [];
	}
	return [];
}

/** The value of a constant in the same file. */
function constantOf(identifier: ts.Identifier): ts.Expression | undefined {
	for (let scope: ts.Node = identifier; scope !== undefined; scope = scope.parent) {
		let found: ts.Expression | undefined;
		ts.forEachChild(scope, (child) => {
			if (!ts.isVariableStatement(child)) return;
			for (const { name, initializer } of child.declarationList.declarations) {
				if (name.getText() === identifier.text) found = initializer;
			}
		});
		if (found !== undefined) return found;
	}
	return undefined;
}

function propertyOf(node: ts.Expression | undefined, name: string): ts.Expression | undefined {
	if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
	for (const property of node.properties) {
		if (property.name?.getText() !== name) continue;
		if (ts.isPropertyAssignment(property)) return property.initializer;
		if (ts.isShorthandPropertyAssignment(property)) return property.name;
	}
	return undefined;
}

/** The `setting` of the object, or of one that it stands in. */
function settingAround(node: ts.Node): string | undefined {
	for (let outer = node; outer !== undefined; outer = outer.parent) {
		const setting = ts.isObjectLiteralExpression(outer) && propertyOf(outer, 'setting');
		if (setting) return literalOf(setting);
	}
	return undefined;
}

function literalOf(node: ts.Expression | undefined): string | undefined {
	return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** A template of values alone says nothing that could be looked up. */
const saysSomething = (text: string) => wordCount(text) > 0;

const wordCount = (text: string) => (text.match(/\p{L}{2,}/gu) ?? []).length;

/** A message that begins with a small letter comes behind what it is about. */
const asSeen = (text: string) => (/^\p{Ll}/u.test(text) ? `… ${text}` : text);
