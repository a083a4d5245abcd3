import { basename } from 'node:path';

/** n8n's own examples write these in camelCase, and so do we. */
const WRITTEN_AS_N8N_DOES =
	/^INode(Properties|PropertyOptions|PropertyCollection|TypeDescription)$/;
const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const CALLED = /^[a-z][A-Za-z0-9]*$/;
/** `palette.ts`, `style.css.ts`; n8n looks for `GenerateImage.node.ts` by the name of its class. */
const FILE = /^([a-z][A-Za-z0-9]*(\.[a-z]+)*|[A-Z][A-Za-z0-9]*\.(node|credentials))\.(ts|mjs)$/;

/** Without `as const`, `satisfies X` and brackets. */
function valueOf(node) {
	return node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression'
		? valueOf(node.expression)
		: node;
}

function isFunction(value) {
	return value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression';
}

/**
 * Whether a value is written out where it is: a number, a text, a pattern, a list, a table, a set. What is
 * empty is going to be filled, and what has functions does something.
 */
function isWrittenOut(node) {
	const value = valueOf(node);
	switch (value?.type) {
		case 'Literal':
		case 'TemplateLiteral':
			return true;
		case 'ArrayExpression':
			return value.elements.length > 0;
		case 'ObjectExpression':
			return !value.properties.some((property) => property.value && isFunction(property.value));
		case 'UnaryExpression':
			return isWrittenOut(value.argument);
		case 'BinaryExpression':
			return [value.left, value.right].every(
				(side) => isWrittenOut(side) || (side.type === 'Identifier' && CONSTANT.test(side.name)),
			);
		case 'NewExpression':
			return ['Set', 'Map', 'RegExp'].includes(value.callee.name) && value.arguments.length > 0;
		default:
			return false;
	}
}

/** The name of the type that a constant is declared with, or satisfies; of a list, that of its members. */
function declaredType({ id, init }) {
	const annotation =
		id.typeAnnotation?.typeAnnotation ??
		(init.type === 'TSSatisfiesExpression' ? init.typeAnnotation : undefined);
	const member = annotation?.type === 'TSArrayType' ? annotation.elementType : annotation;
	return member?.type === 'TSTypeReference' ? (member.typeName.name ?? '') : '';
}

/**
 * One dialect: a constant of a file that is written out is in capitals, a function in camelCase, and files
 * are named in camelCase. What `@typescript-eslint/naming-convention` cannot see without types.
 */
export const oneDialect = {
	meta: {
		type: 'suggestion',
		messages: {
			constant: 'A constant that is written out is in capitals: {{ name }}.',
			called: 'A function is in camelCase: {{ name }}.',
			file: 'Files are named in camelCase: {{ name }}.',
		},
	},
	create(context) {
		const checkDeclaration = (declaration) => {
			if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return;
			for (const declarator of declaration.declarations) {
				const { id, init } = declarator;
				if (id.type !== 'Identifier' || !init) continue;
				const report = (messageId) =>
					context.report({ node: id, messageId, data: { name: id.name } });
				if (isFunction(valueOf(init))) {
					if (!CALLED.test(id.name)) report('called');
				} else if (isWrittenOut(init) && !CONSTANT.test(id.name)) {
					if (!WRITTEN_AS_N8N_DOES.test(declaredType(declarator))) report('constant');
				}
			}
		};
		return {
			Program(program) {
				const name = basename(context.filename);
				if (!FILE.test(name)) context.report({ node: program, messageId: 'file', data: { name } });
				for (const statement of program.body) {
					checkDeclaration(
						statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement,
					);
				}
			},
		};
	},
};
