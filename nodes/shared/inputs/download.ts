import type { IBinaryData } from 'n8n-workflow';
import { BadAnswer } from '../openai/badAnswer';
import { bytesReader } from '../openai/bodyReaders';
import { exchange } from '../openai/exchange';
import { TransportError } from '../openai/transport';
import { API_LIMITS } from '../models/catalog';
import { SettingError } from '../request/settings';
import { safeFileName } from '../items/fileName';
import type { Session } from '../execution/session';

const MEGA = 1024 * 1024;

/**
 * Downloads an image without the credential, within the time-out and the execution's stop, and puts it
 * in n8n's storage.
 * @throws {SettingError} where the address gives no image of a bearable size.
 */
export async function downloadImage(session: Session, url: string): Promise<IBinaryData> {
	const refuse = (what: string, howToFix: string): never => {
		throw new SettingError('imageUrls', what, howToFix);
	};
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
		return refuse(
			`"${session.redact.text(url).slice(0, 100)}" is no web address`,
			'Give addresses that begin with https:// or http://.',
		);
	}
	const timeoutMs = session.settings.timeoutMs;
	const noImage = (status: number) => ({
		write: () => false,
		end: () =>
			refuse(
				`${parsed.host} answered with status ${status} instead of an image`,
				'Open the address in a browser without logging in: it must show the image.',
			),
	});
	const bytes = await exchange(
		{ ...session, timeoutMs },
		async () => await session.transport.download(url, timeoutMs),
		({ status }) =>
			status === 200 ? bytesReader(API_LIMITS.inputImageBytes - 1) : noImage(status),
	).catch((thrown: unknown) => {
		if (thrown instanceof SettingError) throw thrown;
		if (thrown instanceof BadAnswer) {
			return refuse(
				`The file from ${parsed.host} is larger than the ${API_LIMITS.inputImageBytes / MEGA} MB that OpenAI takes`,
				'Give the address of a smaller version.',
			);
		}
		return refuse(
			thrown instanceof TransportError && thrown.fault === 'blocked'
				? `n8n does not allow a download from ${parsed.host}`
				: `The image could not be downloaded from ${parsed.host}`,
			'Check the address, and that this n8n can reach it.',
		);
	});
	return await session.context.helpers.prepareBinaryData(
		bytes,
		safeFileName(decodeURIComponentSafely(parsed.pathname.split('/').at(-1) ?? '')),
		'application/octet-stream',
	);
}

function decodeURIComponentSafely(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
