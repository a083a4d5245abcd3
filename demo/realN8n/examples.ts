import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowJson } from '../engine/engine';

/** The folder that n8n's Docker image lets workflows write to; here it is the instance's own. */
const DOCKER_FILES = '/home/node/.n8n-files';

/** A workflow file of the folder `examples`, ready for an instance. */
export interface RealExample {
	/** The file's name without its ending. */
	slug: string;
	/** Whether it needs nodes that only a real n8n has. */
	needsRealN8n: boolean;
	workflow: WorkflowJson;
}

/**
 * All examples, with the credentials and the folder of an instance put in.
 * @param credentialIds by credential type.
 */
export function readRealExamples(
	directory: string,
	{ credentialIds, files }: { credentialIds: Readonly<Record<string, string>>; files: string },
): RealExample[] {
	return [join(directory, 'examples'), join(directory, 'examples', 'real-n8n')].flatMap(
		(folder, index) =>
			readdirSync(folder)
				.filter((file) => file.endsWith('.json'))
				.sort()
				.map((file) => {
					const text = readFileSync(join(folder, file), 'utf8').replaceAll(DOCKER_FILES, files);
					return {
						slug: file.replace('.json', ''),
						needsRealN8n: index === 1,
						workflow: withCredentials(JSON.parse(text) as WorkflowJson, credentialIds),
					};
				}),
	);
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
