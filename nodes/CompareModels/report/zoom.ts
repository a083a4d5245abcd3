import { dataUrl } from '../gallery/thumbnailBudget';
import type { Thumbnail } from '../gallery/thumbnail';
import { type Markup, markup } from '../../shared/markup';

/**
 * An image that fills the window while it is clicked on, or checked by the keyboard: no script, and its bytes are in
 * the file once. Null for what a browser should not be handed.
 */
export function zoomable(thumbnail: Thumbnail | undefined, alt: string): Markup | null {
	const url = thumbnail && dataUrl(thumbnail);
	return url && thumbnail
		? markup`<label class="zoom"><input type="checkbox" aria-label="Enlarge ${alt}"><img src="${url}" width="${thumbnail.width}" height="${thumbnail.height}" alt="${alt}"></label>`
		: null;
}
