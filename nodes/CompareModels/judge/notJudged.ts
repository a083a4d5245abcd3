import { ApiError } from '../../shared/openai/errors/apiError';
import { textOf } from '../../shared/words';

/** Why a question has no answer, for people. */
export function notJudgedBecause(thrown: unknown): string {
	if (!(thrown instanceof ApiError)) {
		return `the image could not be read (${textOf(thrown)})`;
	}
	// The client's words for a wrong address speak of images.
	if (thrown.status === 404 && thrown.reason === 'bad_answer') {
		return 'the server has no Responses API (HTTP 404), which the judge needs';
	}
	// Without the ids that tell one request from the next, alike reasons can be counted.
	return thrown.message.replace(/\s*\(Request ID: [^)]*\)/gi, '').replace(/\.$/, '');
}
