import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import type { ServerLogEntry } from '../../../dev/server/server';

/** What the example asks of its agent; the local chat model hands it on as the prompt. */
const ASKED = 'Please draw a red fox in fresh snow for our winter newsletter.';

/** What the agent's tool put out, and what the agent made of it for the person. */
export interface Drawn {
	/** Of the tool. */
	item: INodeExecutionData;
	/** `json.image` of the tool. */
	image: IDataObject;
	/** What the agent says to the person. */
	answer: string;
}

/** Takes the image out of an agent's run. The tool must have run once, and the server have drawn this prompt once. */
export function drawnByAgent(
	{ runData }: IRunExecutionData['resultData'],
	log: readonly ServerLogEntry[],
): Drawn {
	const prompts = log
		.filter(({ path, status }) => path.endsWith('/images/generations') && status === 200)
		.map(({ fields }) => fields.prompt);
	expect(prompts.filter((prompt) => prompt === ASKED)).toEqual([ASKED]);
	const toolRuns = runData['Draw an image'] ?? [];
	expect(toolRuns).toHaveLength(1);
	const item = toolRuns[0]?.data?.ai_tool?.[0]?.[0];
	const answer = runData['AI Agent']?.at(-1)?.data?.main?.[0]?.[0]?.json.output;
	if (!item || typeof answer !== 'string')
		throw new Error('The tool or the agent brought nothing.');
	return { item, image: item.json.image as IDataObject, answer };
}
