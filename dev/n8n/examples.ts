import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine';

/** The field of an example's first Set node that says where its files go. */
const FOLDER_FIELD = 'folder';

/** A workflow file of the folder `examples`, ready for an instance. */
export interface RealExample {
	/** The file's name without its ending. */
	slug: string;
	/** Whether it needs nodes that only a real n8n has. */
	needsRealN8n: boolean;
	workflow: WorkflowJson;
}

/**
 * All examples in the order of their README, with the credentials and the folder of an instance put in.
 * @param credentialIds by credential type.
 * @param files the folder that workflows may write to.
 */
export function readRealExamples(
	directory: string,
	{ credentialIds, files }: { credentialIds: Readonly<Record<string, string>>; files: string },
): RealExample[] {
	const readme = readFileSync(join(directory, 'examples', 'README.md'), 'utf8');
	const placeOf = ({ slug }: RealExample) => readme.indexOf(`${slug}.json`);
	return [join(directory, 'examples'), join(directory, 'examples', 'real-n8n')]
		.flatMap((folder, index) =>
			readdirSync(folder)
				.filter((file) => file.endsWith('.json'))
				.map((file) => {
					const workflow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson;
					return {
						slug: file.replace('.json', ''),
						needsRealN8n: index === 1,
						workflow: withFolder(withCredentials(workflow, credentialIds), files),
					};
				}),
		)
		.sort((one, other) => placeOf(one) - placeOf(other));
}

function withCredentials(
	workflow: WorkflowJson,
	ids: Readonly<Record<string, string>>,
): WorkflowJson {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...node,
			...(node.credentials && {
				credentials: Object.fromEntries(
					Object.entries(node.credentials).map(([type, reference]) => [
						type,
						{ ...reference, id: ids[type] ?? reference.id },
					]),
				),
			}),
		})),
	};
}

/** The workflow with another value in its field `folder`, where it has one. */
export function withFolder(workflow: WorkflowJson, folder: string): WorkflowJson {
	return { ...workflow, nodes: workflow.nodes.map((node) => nodeWithFolder(node, folder)) };
}

function nodeWithFolder(node: INode, folder: string): INode {
	const fields = node.parameters.assignments as
		{ assignments?: Array<{ name: string; value: string }> } | undefined;
	if (fields?.assignments === undefined) return node;
	const assignments = fields.assignments.map((field) =>
		field.name === FOLDER_FIELD ? { ...field, value: folder } : field,
	);
	return { ...node, parameters: { ...node.parameters, assignments: { ...fields, assignments } } };
}
