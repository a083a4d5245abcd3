import { StoredFile, type EditFile } from './storedFile';

export interface EditFiles {
	/** 1 to 16. */
	images: readonly EditFile[];
	mask?: EditFile;
	markup?: EditFile;
}

/**
 * The multipart form of `POST /images/edits`, with the field names that the `openai` package uses:
 * `image` for one image, `image[]` for several. Holds no file's bytes: each is loaded when it is sent.
 */
export function editForm(
	fields: Readonly<Record<string, string | number | undefined>>,
	{ images, mask, markup }: EditFiles,
): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined) form.append(name, String(value));
	}
	const imageField = images.length === 1 ? 'image' : 'image[]';
	for (const image of images) form.append(imageField, new StoredFile(image));
	if (mask) form.append('mask', new StoredFile(mask));
	if (markup) form.append('markup', new StoredFile(markup));
	return form;
}
