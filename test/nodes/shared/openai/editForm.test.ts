import { editForm } from '../../../../nodes/shared/openai/editForm';

function fileOf(name: string, bytes: Uint8Array, loads: string[]) {
	return {
		...{ fileName: `${name}.png`, mimeType: 'image/png', size: bytes.length },
		load: async () => {
			loads.push(name);
			return bytes;
		},
	};
}

it('a form loads no file before it is sent, and each when its turn comes', async () => {
	const loads: string[] = [];
	const images = ['one', 'two'].map((name) => fileOf(name, Buffer.from(name), loads));
	const form = editForm({ n: 2, size: undefined }, { images });
	expect(loads).toEqual([]);
	const body = await new Response(form).text();
	expect(loads).toEqual(['one', 'two']);
	expect(body).toMatch(/name="n"\s+2\s/);
	expect(body).not.toContain('size');
	expect(body).toMatch(
		/name="image\[\]"; filename="one.png"\s+Content-Type: image\/png\s+one\s[^]*filename="two.png"/,
	);
});

it('every way to read a file of the form gives its bytes', async () => {
	const bytes = Buffer.from('Füchse');
	const form = editForm({}, { images: [fileOf('fox', bytes, [])] });
	const file = form.get('image') as File;
	expect([file.name, file.type, file.size]).toEqual(['fox.png', 'image/png', bytes.length]);
	expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
	expect(Buffer.from(await file.bytes())).toEqual(bytes);
	expect(await file.text()).toBe('Füchse');
	expect(await new Response(file.stream()).text()).toBe('Füchse');
	expect(() => file.slice(1)).toThrow('in parts');
});

it('a file that is gone breaks its reading off', async () => {
	const load = async () => await Promise.reject(new Error('gone'));
	const form = editForm({}, { images: [{ ...fileOf('gone', Buffer.alloc(9), []), load }] });
	const reader = (form.get('image') as File).stream().getReader();
	await expect(reader.read()).rejects.toThrow('gone');
});
