import { sendJson } from './send';
import { errorAnswer } from './rules/errorAnswer';
import type { Exchange } from './exchange';

interface ChatMessage {
	role?: unknown;
	content?: unknown;
}

interface ChatTool {
	function?: { name?: unknown; parameters?: { properties?: Record<string, unknown> } };
}

/**
 * POST /v1/chat/completions, only to let agents be tried: it calls the first tool once, with what the
 * person asked for in every text parameter, and then answers with what the tool brought.
 * @throws {ErrorAnswer} 400 without messages, and for streams.
 */
export function answerChat({ request, response }: Exchange): void {
	const { model, messages, tools, stream } = request.fields as {
		model?: unknown;
		messages?: ChatMessage[];
		tools?: ChatTool[];
		stream?: unknown;
	};
	if (!Array.isArray(messages)) throw errorAnswer('messages are missing.', { param: 'messages' });
	if (stream === true) throw errorAnswer('This server streams no chat.', { param: 'stream' });
	const last = messages.at(-1);
	const tool = tools?.[0]?.function;
	const calls = tool !== undefined && last?.role !== 'tool';
	const asked = textOf(messages.findLast(({ role }) => role === 'user')?.content);
	const parameters = Object.keys(tool?.parameters?.properties ?? {});
	sendJson(response, 200, {
		id: `chatcmpl-${request.id}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model,
		choices: [
			{
				index: 0,
				finish_reason: calls ? 'tool_calls' : 'stop',
				message: calls
					? {
							role: 'assistant',
							content: null,
							tool_calls: [
								{
									id: `call_${request.id}`,
									type: 'function',
									function: {
										name: tool.name,
										arguments: JSON.stringify(
											Object.fromEntries(parameters.map((parameter) => [parameter, asked])),
										),
									},
								},
							],
						}
					: { role: 'assistant', content: answerWith(textOf(last?.content)) },
			},
		],
		usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
	});
}

/** What a model would pick of what the tool brought: the link and the cost. */
function answerWith(brought: string): string {
	const link = /"previewUrl":\s*"([^"]+)"/.exec(brought)?.[1];
	if (link === undefined) return `Here it is: ${brought}`;
	const cost = /"costUsd":\s*([\d.]+)/.exec(brought)?.[1];
	return `Here is your image: ${link}${cost === undefined ? '' : ` (${cost} USD)`}`;
}

/** The text of a message's content, which is a string or a list of parts. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	const parts = Array.isArray(content) ? (content as Array<{ text?: unknown }>) : [];
	return parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}
