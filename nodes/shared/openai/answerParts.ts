import type { DecodedAnswer, DecodedImage } from './streamDecoder';

/** Parts without an image that are kept: the last ones tell the usage, or what went wrong. */
const MOST_OTHERS = 20;

/** What a stream has brought so far. What only shows how an image comes along (`…partial_image`) is let go. */
export class AnswerParts {
	readonly all: DecodedAnswer[] = [];

	get images(): DecodedImage[] {
		return this.all.flatMap(({ images }) => [...images.values()]);
	}

	/** @param name of the event, if it has one. */
	add(answer: DecodedAnswer, name = ''): void {
		if (isPartial(name) || isPartial(typeOf(answer.json))) return;
		this.all.push(answer);
		const others = this.all.filter(({ images }) => images.size === 0);
		if (others.length > MOST_OTHERS) this.all.splice(this.all.indexOf(others[0]!), 1);
	}

	/** A part that broke off: the images of it that had arrived. */
	addBroken(images: ReadonlyMap<string, DecodedImage>): void {
		if (images.size > 0) this.all.push({ json: null, images });
	}
}

export function isPartial(name: string): boolean {
	return /partial/i.test(name);
}

function typeOf(json: unknown): string {
	const type = typeof json === 'object' && json !== null && 'type' in json ? json.type : '';
	return typeof type === 'string' ? type : '';
}
