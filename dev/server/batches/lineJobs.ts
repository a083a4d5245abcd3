import type { Fault } from '../behaviour/faults';
import { errorOfFault } from '../behaviour/insteadOfAnswer';
import type { Settings } from '../behaviour/settings';
import { isRefused, jobOf } from '../jobs';
import { isRecord, takeApart } from '../readBody';
import type { FindFile } from '../rules/references';
import { ErrorAnswer, errorAnswer, safetyRefusal } from '../rules/errorAnswer';
import { usageOf } from '../tokens';
import type { ApiRequest } from '../types';
import { type Endpoint, operationOf } from './batchRules';
import { parseLine } from './readLines';
import type { BatchLine, CheckedLine } from './types';

/** What judging the lines of a file takes. */
export interface LineContext {
	bytes: Buffer;
	endpoint: Endpoint;
	settings: Settings;
	findFile: FindFile;
	takeFault: (request: ApiRequest) => Fault | undefined;
}

/** The line as the request that it stands for. */
export function requestOf(
	{ bytes, endpoint }: Pick<LineContext, 'bytes' | 'endpoint'>,
	{ customId, number, start, end }: CheckedLine,
): ApiRequest {
	const body = parseLine(bytes, start, end)?.body;
	return {
		id: `req_line_${number}`,
		method: 'POST',
		path: endpoint,
		headers: {},
		...takeApart(isRecord(body) ? body : {}),
		customId,
	};
}

/** What becomes of a line, by the rules of the live endpoint. It is drawn when somebody downloads it. */
export async function judgeLine(line: CheckedLine, context: LineContext): Promise<BatchLine> {
	const request = requestOf(context, line);
	const fault = context.takeFault(request);
	// What the queue counts of a line that will fail is not known.
	let promptTokens = Math.ceil(String(request.fields.prompt ?? '').length / 4);
	if (fault?.kind === 'lineSays') {
		const { response = null, error = null } = fault;
		return {
			...line,
			promptTokens,
			outcome: { kind: 'failed', status: null, says: { response, error } },
		};
	}
	try {
		const instead = fault && errorOfFault(fault, request);
		if (instead) throw instead;
		if (request.fields.stream) {
			throw errorAnswer('Streaming is not supported in batches.', { param: 'stream' });
		}
		const { settings, findFile } = context;
		const job = await jobOf(request, operationOf(context.endpoint), settings, findFile);
		const usage = usageOf(job);
		promptTokens = usage.input_tokens;
		if (isRefused(job)) throw safetyRefusal(request.id);
		return { ...line, promptTokens, outcome: { kind: 'made', usage, fault } };
	} catch (error) {
		if (!(error instanceof ErrorAnswer)) throw error;
		const { status, body } = error;
		return { ...line, promptTokens, outcome: { kind: 'failed', status, body } };
	}
}
