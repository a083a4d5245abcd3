import type { IBinaryData } from 'n8n-workflow';
import type { Session } from '../execution/session';
import { safeFileName } from '../items/fileName';
import { isBase64Image } from '../items/notAName';
import { storeBinary } from '../items/storedBinary';
import { API_LIMITS } from '../models/catalog';
import { BadAnswer } from '../openai/errors/badAnswer';
import { bytesReader } from '../openai/bodyReaders';
import { exchange } from '../openai/exchange';
import { TransportError } from '../openai/transport';
import { rejecting } from '../request/settings';
import { expected, megabytes, shortened } from '../words';
import type { NamedFile } from './namedFile';

const reject = rejecting('imageUrls');

/** Milliseconds before the second try, where the server names no time, and the longest that it is heeded. */
const USUAL_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const HOW_TO_SEE =
	'Open the address in a browser without logging in: it must show the image. If it does, download it with an HTTP Request node and enter the name of its binary field in Input Binary Fields.';

/**
 * An image at an address: downloaded once in a run, without the credential, when it is first asked for.
 * @throws {SettingError} for what is not a web address.
 */
export function downloadedFile(session: Session, address: string): NamedFile {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol)) return notAnAddress(address);
	return {
		label: `the image from ${shortened(url.host)}`,
		host: url.host,
		binary: async () => {
			const { downloads } = session;
			const known = downloads.get(url.href) ?? download(session, url);
			downloads.set(url.href, known);
			return await known;
		},
	};
}

function notAnAddress(address: string): never {
	if (isBase64Image(address)) {
		return reject(
			'The text is base64, not a web address',
			'Put data:image/png;base64, in front of it, or turn it into a file with the Convert to File node.',
		);
	}
	return reject(
		(_name, quote) => `${quote(address)} is not a web address`,
		'Enter addresses that begin with https:// or http://, or data URLs.',
	);
}

/** What is worth a second try: the server is busy, or the connection broke. */
class Unsteady extends Error {
	constructor(
		readonly pauseMs: number,
		/** What a second time is the end. */
		readonly end: () => never,
	) {
		super('The download may succeed the next time');
	}
}

async function download(session: Session, url: URL): Promise<IBinaryData> {
	try {
		return await downloadOnce(session, url);
	} catch (thrown) {
		await session.clock.sleep(expected(thrown, Unsteady).pauseMs, session.signal);
	}
	return await downloadOnce(session, url).catch((thrown: unknown) =>
		expected(thrown, Unsteady).end(),
	);
}

/** @throws {SettingError} @throws {Unsteady} */
async function downloadOnce(session: Session, url: URL): Promise<IBinaryData> {
	const { host, pathname } = url;
	const timeoutMs = session.settings.timeoutMs;
	const bytes = await exchange(
		{ ...session, timeoutMs },
		async () => await session.transport.download(url.href, timeoutMs),
		({ status, headers }) =>
			status === 200
				? bytesReader(API_LIMITS.inputImageBytes - 1)
				: {
						write: () => false,
						end: () => refused(host, status, headers['retry-after']),
					},
	).catch((thrown: unknown) => {
		if (thrown instanceof BadAnswer) {
			return reject(
				`The file from ${host} is larger than the ${megabytes(API_LIMITS.inputImageBytes, 0)} MB that OpenAI takes`,
				'Enter the address of a smaller version.',
			);
		}
		if (thrown instanceof TransportError) return broken(host, thrown);
		throw thrown;
	});
	return await storeBinary(
		session,
		bytes,
		safeFileName(decoded(pathname.split('/').at(-1) ?? '')),
		'application/octet-stream',
	);
}

function refused(host: string, status: number, retryAfter: string | undefined): never {
	const end = () =>
		reject(`${host} answered with status ${status} instead of an image`, HOW_TO_SEE);
	if (status !== 429 && status < 500) return end();
	const asked = Number(retryAfter) * 1000;
	throw new Unsteady(asked > 0 ? Math.min(asked, LONGEST_PAUSE_MS) : USUAL_PAUSE_MS, end);
}

function broken(host: string, { fault }: TransportError): never {
	if (fault === 'blocked') {
		return reject(
			`n8n does not allow a download from ${host}`,
			'Use an address that this n8n may reach.',
		);
	}
	const end = () =>
		reject(
			`The image could not be downloaded from ${host}`,
			'Check the address, and that this n8n can reach it.',
		);
	// It had all of Timeout already.
	if (fault === 'timeout') return end();
	throw new Unsteady(USUAL_PAUSE_MS, end);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
