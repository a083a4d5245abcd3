/** A file of an edit, read only when it is sent. */
export interface EditFile {
	/** With the ending of its real format: OpenAI looks at it. */
	fileName: string;
	/** Never application/octet-stream, which OpenAI refuses. */
	mimeType: string;
	load(): Promise<Uint8Array>;
}

export interface EditFiles {
	/** 1 to 16. */
	images: readonly EditFile[];
	mask?: EditFile;
	markup?: EditFile;
}

/**
 * The multipart form of `POST /images/edits`, with the field names that the `openai` package uses:
 * `image` for one image, `image[]` for several. Files are loaded one after another, so that no more
 * than one of them is held twice.
 */
export async function editForm(
	fields: Readonly<Record<string, string | number | undefined>>,
	{ images, mask, markup }: EditFiles,
): Promise<FormData> {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined) form.append(name, String(value));
	}
	const imageField = images.length === 1 ? 'image' : 'image[]';
	for (const image of images) await appendFile(form, imageField, image);
	if (mask) await appendFile(form, 'mask', mask);
	if (markup) await appendFile(form, 'markup', markup);
	return form;
}

async function appendFile(form: FormData, field: string, file: EditFile): Promise<void> {
	const bytes = (await file.load()) as Uint8Array<ArrayBuffer>;
	form.append(field, new Blob([bytes], { type: file.mimeType }), file.fileName);
}
