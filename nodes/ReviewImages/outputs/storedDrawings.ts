import { storeBinary, type Storage } from '../../shared/items/storedBinary';
import { expected } from '../../shared/words';
import { openDrawing } from '../answers/drawing';
import { RejectedAnswer } from '../answers/rejected';
import type { Round, RoundImage, SentDrawing, StoredDrawing } from '../round/types';
import { drawingPng } from './drawings';
import { drawingName } from './finishedDrawings';

/**
 * Writes a drawing again from its pixels and puts it into n8n's storage.
 * @throws {RejectedAnswer}, and what the storage throws the last time.
 */
export async function storedDrawing(
	storage: Storage,
	{ kind, png }: SentDrawing,
	image: RoundImage,
): Promise<StoredDrawing> {
	const raster = await openDrawing(png, kind, image);
	const bytes = await drawingPng({ kind, raster });
	return { kind, binary: await storeBinary(storage, bytes, drawingName(kind), 'image/png') };
}

/**
 * Stores the drawings that came since the node last ran. One that cannot be opened is left out: no browser
 * sends such a file. @throws what the storage throws the last time; what is not stored then is kept as sent.
 */
export async function storeSent(storage: Storage, { answers, images }: Round): Promise<void> {
	for (const decision of answers.flatMap(({ decisions }) => decisions)) {
		const image = images[decision.image];
		if (decision.sent === undefined || image === undefined) continue;
		try {
			decision.drawing = await storedDrawing(storage, decision.sent, image);
		} catch (thrown) {
			const { message: reason } = expected(thrown, RejectedAnswer);
			storage.context.logger.warn('A drawing could not be opened and is left out', { reason });
		}
		delete decision.sent;
	}
}
