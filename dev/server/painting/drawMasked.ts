import { createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { type Area, paintPicture, type Take } from './draw';
import type { ImageJob, InputImage } from '../types';

/** Paints the job's picture where the mask's alpha is 0, and touches nothing else. */
export async function repaintMasked(
	context: SKRSContext2D,
	job: ImageJob,
	mask: InputImage,
	take: Take,
): Promise<void> {
	const { width, height } = job.size;
	const inverse = createCanvas(width, height);
	const inverseContext = inverse.getContext('2d');
	inverseContext.imageSmoothingEnabled = false;
	drawCovering(inverseContext, await loadImage(mask.file.bytes), { x: 0, y: 0, width, height });
	const pixels = inverseContext.getImageData(0, 0, width, height);
	const area = invert(pixels.data, width, height);
	if (!area) return;
	inverseContext.putImageData(pixels, 0, 0);
	const paint = createCanvas(width, height);
	const paintContext = paint.getContext('2d');
	paintContext.drawImage(inverse, 0, 0);
	paintContext.globalCompositeOperation = 'source-in';
	// One layer, so that each stroke of the picture meets the mask and not the stroke before it.
	const layer = createCanvas(width, height);
	paintPicture(layer.getContext('2d'), job, take, area);
	paintContext.drawImage(layer, 0, 0);
	context.drawImage(paint, 0, 0);
}

/** Scales a picture to fill `area`, its middle kept where the proportions differ. */
export function drawCovering(context: SKRSContext2D, image: Image, area: Area): void {
	const scale = Math.max(area.width / image.width, area.height / image.height);
	const [width, height] = [area.width / scale, area.height / scale];
	const [left, top] = [(image.width - width) / 2, (image.height - height) / 2];
	context.drawImage(image, left, top, width, height, area.x, area.y, area.width, area.height);
}

/** Opaque where the mask's alpha is 0, nothing elsewhere; the box around it, null where there is none. */
function invert(rgba: Uint8ClampedArray, width: number, height: number): Area | null {
	let [left, top, right, bottom] = [width, height, -1, -1];
	for (let y = 0, at = 3; y < height; y++) {
		for (let x = 0; x < width; x++, at += 4) {
			const isEdited = rgba[at] === 0;
			rgba[at] = isEdited ? 255 : 0;
			if (!isEdited) continue;
			if (x < left) left = x;
			if (x > right) right = x;
			if (y < top) top = y;
			bottom = y;
		}
	}
	if (right < 0) return null;
	return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
