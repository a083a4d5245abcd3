import type { AnswerForm } from '../answerForms';
import type { ApiRequest } from '../types';

/** What stands before a file that a `url` answer points to. */
export interface FileGuard {
	/** Whether the server wants its key for the file; what it answers without, default 401. */
	withKey?: 401 | 403 | 404;
	/** The file is not ready: so often it answers with this status. */
	notReady?: { status: number; times: number; retryAfterMs?: number };
	/** The file is at this address, to which the server redirects. */
	redirectTo?: string;
	/** Relative to the server's root. */
	relative?: boolean;
}

export type Fault =
	/** Answers `status` with `body` (an object goes as JSON; default: OpenAI's body for a server that failed). */
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	/** An HTML page, as proxies and wrong base URLs answer. `status` defaults to 200. */
	| { kind: 'html'; status?: number }
	/** `data: []`. */
	| { kind: 'emptyData' }
	/** Only the first `count` of the images that were asked for, and their usage. */
	| { kind: 'fewerImages'; count: number }
	/** The JSON ends in the middle of the first image; HTTP itself is complete. */
	| { kind: 'truncatedJson' }
	/** Characters in the Base64 that do not belong there. `images`: zero-based, default all. */
	| { kind: 'invalidBase64'; images?: readonly number[] }
	/** Valid Base64 of plain text. `images`: zero-based, default all. */
	| { kind: 'notAnImage'; images?: readonly number[] }
	/** Valid Base64 of the first half of the file. `images`: zero-based, default all. */
	| { kind: 'truncatedImage'; images?: readonly number[] }
	/** The connection is destroyed once the request was read. */
	| { kind: 'dropBeforeAnswer' }
	/** The connection is destroyed in the middle of the answer's body. */
	| { kind: 'dropDuringAnswer' }
	/** No answer, and the connection stays open until the client closes it. */
	| { kind: 'hang' }
	/** The answer in pieces of `chunkBytes` (default 1,024) every `everyMs` milliseconds (default 50). */
	| { kind: 'slowDrip'; chunkBytes?: number; everyMs?: number }
	/** `url` (absolute) in place of `b64_json`. The file is served without a key. */
	| { kind: 'urlAnswer' }
	/** `url` relative to the server's root (`/files/…`), as some compatible servers answer. */
	| { kind: 'relativeUrlAnswer' }
	/** `url` of a file that is not to be had like any other. */
	| ({ kind: 'guardedUrlAnswer' } & FileGuard)
	/** The images in a form that is not the API's, as gateways answer. */
	| { kind: 'otherForm'; form: AnswerForm }
	| { kind: 'noUsage' }
	/** This in place of the tokens that were used. */
	| { kind: 'wrongUsage'; usage: unknown }
	/** Only `created` and `data`. */
	| { kind: 'bareAnswer' }
	/** A message that repeats the whole API key. `status` defaults to 401. */
	| { kind: 'echoKey'; status?: number }
	/** The safety system's refusal. `categories` defaults to `['sexual']`; null: no `moderation_details`. */
	| { kind: 'refusal'; categories?: readonly string[] | null; stage?: 'input' | 'output' }
	/** 429 that no waiting cures. `code` defaults to `insufficient_quota`. */
	| { kind: 'quota'; code?: string }
	| { kind: 'billing' }
	| { kind: 'notVerified' }
	| { kind: 'noAccess' }
	/** 429 with advice on when to come back, whatever the limit says. */
	| { kind: 'rateLimit'; retryAfterMs: number; advice?: RetryAdvice }
	/** `{"detail": …}` as FastAPI servers (vLLM) answer. `status` defaults to 422. */
	| { kind: 'detailBody'; status?: number }
	/** Right keys with values of wrong types. */
	| { kind: 'wrongTypes' }
	/** Transfer-Encoding: chunked, without a Content-Length. */
	| { kind: 'chunked' }
	/** Base64 with each slash written as `\/`, which is legal JSON. */
	| { kind: 'escapedSlashes' }
	/** Of a judge: its text is JSON that ends in the middle. */
	| { kind: 'brokenAnswerText' }
	/** Of a judge: JSON with values of wrong types. */
	| { kind: 'wrongAnswerForm' }
	/** Of a judge: a refusal in place of the text. */
	| { kind: 'modelRefusal' }
	/** Of a judge: cut off by `max_output_tokens`. */
	| { kind: 'incompleteAnswer' };

/** Where a 429 says when to come back. */
export type RetryAdvice = 'text' | 'retry-after' | 'retry-after-ms' | 'none';

export interface FaultRule {
	/** Which requests it hits; default all requests for images. */
	match?: (request: ApiRequest) => boolean;
	/** How often it strikes; default every time. */
	times?: number;
	fault: Fault;
}

/** The rules in force, each with the strikes it has left. The first rule that matches wins. */
export class FaultList {
	private rules: Array<{ rule: FaultRule; left: number }> = [];

	set(rules: readonly FaultRule[]): void {
		this.rules = rules.map((rule) => ({ rule, left: rule.times ?? Infinity }));
	}

	/** The fault for this request, counted as struck; undefined where none is due. */
	take(request: ApiRequest): Fault | undefined {
		for (const entry of this.rules) {
			if (entry.left <= 0 || !(entry.rule.match?.(request) ?? isForImages(request))) continue;
			entry.left -= 1;
			return entry.rule.fault;
		}
		return undefined;
	}
}

const isForImages = ({ path }: ApiRequest): boolean => path.includes('/images/');
