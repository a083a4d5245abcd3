import type { IWebhookFunctions } from 'n8n-workflow';
import { textOf } from '../../shared/words';
import type { Round, ShownFile } from '../round/types';
import { sameSecret } from '../answers/sameSecret';
import { headersFor, KEPT_BY_BROWSER } from './headers';
import type { Reply } from './reply';

const KINDS = ['preview', 'full', 'before'] as const;

/** The file that a query asks for: by the image's place among those of the round that waits, nothing else. */
export function fileAskedFor(round: Round, query: Record<string, unknown>): ShownFile | undefined {
	if (typeof query.round !== 'string' || !sameSecret(query.round, round.id)) return undefined;
	if (query.image === 'logo') return round.logo;
	const place = query.image;
	if (typeof place !== 'string' || !/^\d{1,4}$/.test(place)) return undefined;
	const kind = KINDS.find((name) => name === (query.kind ?? 'preview'));
	const image = round.images[Number(place)];
	return kind && image?.[kind];
}

/** Sends a file, in pieces where n8n keeps it outside of memory. */
export async function serveFile(
	context: IWebhookFunctions,
	reply: Reply,
	file: ShownFile,
	downloadName?: string,
): Promise<void> {
	const { binary, mimeType } = file;
	const headers = {
		...headersFor(),
		...KEPT_BY_BROWSER,
		'Content-Type': mimeType,
		...(downloadName !== undefined && {
			'Content-Disposition': `attachment; filename="${downloadName}"`,
		}),
	};
	if (binary.id === undefined) {
		reply.send(200, headers, Buffer.from(binary.data, 'base64'));
		return;
	}
	try {
		const stream = await context.helpers.getBinaryStream(binary.id);
		await reply.stream(200, headers, stream);
	} catch (thrown) {
		context.logger.warn('An image of the review page could not be read', {
			reason: textOf(thrown),
		});
		reply.send(404, headersFor(), 'This image is no longer stored.');
	}
}
