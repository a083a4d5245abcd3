import { changedFraction, differenceImage } from '../../images/difference';
import { decodeImage } from '../../images/exactPixels';
import { identifyImage } from '../../images/identify';
import { ImageDecodeError } from '../../images/imageDecodeError';
import { encodePng } from '../../images/png';
import { API_LIMITS } from '../../models/catalog';
import type { Inspection } from '../imageCall';
import type { EditMask } from './editMask';
import type { InputImage } from './inputs';

/** Above this the shapes differ so much that pixels cannot be laid over each other. */
const SHAPE_TOLERANCE = 0.01;

/**
 * Measures on the delivered image how much of it changed, inside and outside the mask. What cannot be
 * measured is said in a warning: the image itself is never held back.
 */
export async function measureEdit(
	delivered: Uint8Array,
	first: InputImage,
	mask: EditMask | undefined,
	wantsDifference: boolean,
): Promise<Inspection> {
	const unmeasured = (reason: string): Inspection => ({
		json: { warnings: [{ setting: 'mask', message: `What changed was not measured: ${reason}` }] },
		files: {},
	});
	const facts = identifyImage(delivered);
	if (facts === undefined) return unmeasured('the delivered file cannot be read');
	const shapeOf = (size: { width: number; height: number }) => size.width / size.height;
	if (Math.abs(shapeOf(facts) / shapeOf(first.facts) - 1) > SHAPE_TOLERANCE) {
		return unmeasured(
			`the image has another shape (${facts.width} × ${facts.height}) than its input (${first.facts.width} × ${first.facts.height})`,
		);
	}
	try {
		const limits = { maxPixels: API_LIMITS.inputImagePixels };
		const before = await decodeImage(await first.load(), first.facts, limits);
		const after = await decodeImage(delivered, facts, limits);
		const { inside, outside } = changedFraction(before, after, await mask?.alpha());
		return {
			json: mask
				? { edit: { changedInside: rounded(inside), changedOutside: rounded(outside) } }
				: {},
			files: wantsDifference
				? {
						difference: {
							bytes: await encodePng(differenceImage(before, after)),
							mimeType: 'image/png',
							extension: 'png',
						},
					}
				: {},
		};
	} catch (unreadable) {
		if (!(unreadable instanceof ImageDecodeError)) throw unreadable;
		return unmeasured(unreadable.message);
	}
}

const rounded = (fraction: number) => Math.round(fraction * 10_000) / 10_000;
