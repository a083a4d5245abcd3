import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { WorkflowJson } from '../../engine/engine';
import type { ListedExample } from './list';

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';
const OURS = 'n8n-nodes-gpt-image.';

/** The one credential that all examples use. */
export const EXAMPLE_CREDENTIAL = 'GPT Image API';

/** An example as it stands in its file. */
export interface Example {
	slug: string;
	/** Where it is, below the project's folder. */
	path: string;
	/** The heading of its sticky note. */
	title: string;
	/** The note's first paragraph, Markdown. */
	about: string;
	/** What the engine runs: notes are for the editor only. */
	workflow: WorkflowJson;
	/** The steps after the trigger, side by side where the workflow branches. */
	stages: string[][];
	/** The nodes of this package, in the order of the file. */
	ourNodes: INode[];
}

/**
 * Reads a workflow of the folder `examples`.
 * @param directory the project's folder.
 * @throws where the file is missing or has no note that says what it is.
 */
export function readExample(
	directory: string,
	{ slug, place }: Pick<ListedExample, 'slug' | 'place'>,
): Example {
	const path = ['examples', ...(place === undefined ? [] : [place]), `${slug}.json`].join('/');
	const text = readFileSync(join(directory, path), 'utf8');
	const json = JSON.parse(text) as WorkflowJson;
	const notes = json.nodes.filter(({ type }) => type === STICKY_NOTE);
	const nodes = json.nodes.filter(({ type }) => type !== STICKY_NOTE);
	const note = String(notes[0]?.parameters.content ?? '');
	const [, title, about] = /^## (.+)\n+([^\n]+)/.exec(note) ?? [];
	if (title === undefined || about === undefined) {
		throw new Error(`${path} has no sticky note with a heading and a sentence.`);
	}
	return {
		slug,
		path,
		title,
		about,
		workflow: { ...json, nodes },
		stages: stagesOf(json),
		ourNodes: nodes.filter(({ type }) => type.startsWith(OURS)),
	};
}

/** Whether a step hides the models from its reviewers. */
export const isBlind = ({ ourNodes }: Example): boolean =>
	ourNodes.some(({ parameters }) => parameters.blind === true);

/** Whether a judge looks at the images. */
export const isJudged = ({ ourNodes }: Example): boolean =>
	ourNodes.some(({ parameters }) => parameters.judge !== undefined);

/** Each step stands as far from the trigger as its longest way from there. */
function stagesOf({ nodes, connections }: WorkflowJson): string[][] {
	const depths = new Map<string, number>();
	const visit = (name: string, depth: number, before: readonly string[] = []): void => {
		// Where it leads back, it is a loop.
		if (before.includes(name) || depth <= (depths.get(name) ?? -1)) return;
		depths.set(name, depth);
		const next = (connections[name]?.main ?? []).flatMap((targets) => targets ?? []);
		for (const { node } of next) visit(node, depth + 1, [...before, name]);
	};
	for (const { name, type } of nodes) if (type.endsWith('Trigger')) visit(name, 0);
	const stages: string[][] = [];
	for (const [name, depth] of depths) (stages[depth] ??= []).push(name);
	return stages.slice(1);
}
