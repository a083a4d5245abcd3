/** An answer that is not an image: OpenAI's status and body. Thrown wherever a request is turned down. */
export class ErrorAnswer extends Error {
	override readonly name = 'ErrorAnswer';

	constructor(
		readonly status: number,
		readonly body: unknown,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(`${status} ${JSON.stringify(body)}`);
	}
}

interface ErrorDetails {
	status?: number;
	param?: string | null;
	code?: string | null;
	type?: string;
	headers?: Record<string, string>;
	/** Further members of `error`. */
	more?: Record<string, unknown>;
}

/** OpenAI's error body. Defaults: 400, `invalid_request_error`, no param, no code. */
export function errorAnswer(message: string, details: ErrorDetails = {}): ErrorAnswer {
	const { status = 400, type = 'invalid_request_error', param = null, code = null } = details;
	return new ErrorAnswer(
		status,
		{ error: { message, type, param, code, ...details.more } },
		details.headers,
	);
}

/** A request that the image model's own rules turn down (size, quality, background, input images). */
export function imageUserError(
	message: string,
	param: string | null,
	code = 'invalid_value',
): ErrorAnswer {
	return errorAnswer(message, { type: 'image_generation_user_error', param, code });
}

/** The safety system's answer. Without `categories` the older form that has no `moderation_details`. */
export function safetyRefusal(
	requestId: string,
	categories: readonly string[] | null = ['sexual'],
	stage: 'input' | 'output' = 'output',
): ErrorAnswer {
	const violations = categories ? ` safety_violations=[${categories.join(', ')}].` : '';
	return errorAnswer(
		'Your request was rejected by the safety system. If you believe this is an error, contact us at ' +
			`help.openai.com and include the request ID ${requestId}.${violations}`,
		{
			type: 'image_generation_user_error',
			code: 'moderation_blocked',
			more: categories ? { moderation_details: { moderation_stage: stage, categories } } : {},
		},
	);
}

export function modelNotFound(id: string): ErrorAnswer {
	return errorAnswer(`The model \`${id}\` does not exist or you do not have access to it.`, {
		status: 404,
		code: 'model_not_found',
	});
}

export function unknownParameter(name: string): ErrorAnswer {
	return errorAnswer(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' });
}

export function serverError(requestId: string, status = 500): ErrorAnswer {
	return errorAnswer(
		'The server had an error processing your request. Sorry about that! You can retry your request, or ' +
			`contact us through our help center at help.openai.com if you keep seeing this. (Request ID: ${requestId})`,
		{ status, type: 'server_error', code: 'server_error' },
	);
}
