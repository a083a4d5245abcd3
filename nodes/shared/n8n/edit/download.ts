import type { IBinaryData } from 'n8n-workflow';
import { TransportError } from '../../client/transport';
import type { Session } from '../session';
import { API_LIMITS } from '../../models/catalog';
import { SettingError } from '../../request/settings';

const MEGA = 1024 * 1024;

/**
 * Downloads an image without the credential and puts it in n8n's storage.
 * @throws {SettingError} where the address gives no image of a bearable size.
 */
export async function downloadImage(session: Session, url: string): Promise<IBinaryData> {
	const refuse = (what: string, howToFix: string): never => {
		throw new SettingError('imageUrls', what, howToFix);
	};
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
		return refuse(
			`"${session.redact.text(url.slice(0, 100))}" is no web address`,
			'Give addresses that begin with https:// or http://.',
		);
	}
	const chunks: Uint8Array[] = [];
	try {
		const { status, body } = await session.transport.download(url, session.settings.timeoutMs);
		if (status !== 200) {
			refuse(
				`${parsed.host} answered with status ${status} instead of an image`,
				'Open the address in a browser without logging in: it must show the image.',
			);
		}
		let bytes = 0;
		for await (const chunk of body) {
			bytes += chunk.length;
			if (bytes >= API_LIMITS.inputImageBytes) {
				refuse(
					`The file from ${parsed.host} is larger than the ${API_LIMITS.inputImageBytes / MEGA} MB that OpenAI takes`,
					'Give the address of a smaller version.',
				);
			}
			chunks.push(chunk);
		}
	} catch (thrown) {
		if (thrown instanceof SettingError) throw thrown;
		const reason = thrown instanceof TransportError && thrown.fault === 'blocked';
		refuse(
			reason
				? `n8n does not allow a download from ${parsed.host}`
				: `The image could not be downloaded from ${parsed.host}`,
			'Check the address, and that this n8n can reach it.',
		);
	}
	const fileName = decodeURIComponentSafely(parsed.pathname.split('/').at(-1) ?? '');
	return await session.context.helpers.prepareBinaryData(
		Buffer.concat(chunks),
		fileName || 'image',
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
