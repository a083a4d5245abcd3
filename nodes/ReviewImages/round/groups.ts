import type { IDataObject } from 'n8n-workflow';
import { letterOf } from '../../shared/letterOf';
import { shuffled } from './shuffled';
import type { ImagePlace, RoundGroup } from './types';

/** An image before it has its place on the page. */
export interface Candidate {
	/** Index of the input item. */
	item: number;
	json: IDataObject;
	/** What Group By gave. */
	group: string;
}

/** Where a candidate is shown. */
export interface Placed<Image extends Candidate> {
	candidate: Image;
	letter: string;
	place: ImagePlace;
}

/**
 * Puts images into groups and in the order of the page, with the letters that are shown.
 * @param isBlind letters and places must not tell the variant: where the comparison has not shuffled them,
 * they are shuffled here.
 */
export function placeImages<Image extends Candidate>(
	candidates: readonly Image[],
	isBlind: boolean,
	showHeading: boolean,
): { images: Array<Placed<Image>>; groups: RoundGroup[] } {
	const byKey = new Map<string, Image[]>();
	for (const candidate of candidates) {
		const key = keyOf(candidate, isBlind);
		byKey.set(key, [...(byKey.get(key) ?? []), candidate]);
	}
	const images: Array<Placed<Image>> = [];
	const groups: RoundGroup[] = [];
	for (const members of byKey.values()) {
		const placed = isBlind
			? blindOrder(members, groups.length)
			: members.map((candidate, position) => ({
					candidate,
					letter: letterOf(position),
					place: placeOf(candidate, groups.length, letterOf(position)),
				}));
		const heading = showHeading ? headingOf(members[0]!) : '';
		groups.push({ heading, images: placed.map((_, position) => images.length + position) });
		images.push(...placed);
	}
	return { images, groups };
}

interface Compare {
	id?: unknown;
	variant?: unknown;
	shownAs?: unknown;
	promptIndex?: unknown;
	repetition?: unknown;
}

const compareOf = ({ json }: Candidate) => (json.compare ?? {}) as Compare;

/** In a comparison, a prompt and a repetition are one question each. */
function keyOf(candidate: Candidate, isBlind: boolean): string {
	if (!isBlind) return candidate.group;
	const { id, promptIndex, repetition } = compareOf(candidate);
	return JSON.stringify([candidate.group, id ?? null, promptIndex ?? null, repetition ?? null]);
}

function blindOrder<Image extends Candidate>(
	members: readonly Image[],
	group: number,
): Array<Placed<Image>> {
	const shown = members.map((candidate) => compareOf(candidate).shownAs);
	const isShuffled =
		shown.every((letter) => typeof letter === 'string' && letter !== '') &&
		new Set(shown).size === shown.length;
	const variants = members.map((_, position) => letterOf(position));
	const named = members.map((candidate, position) => ({
		candidate,
		place: placeOf(candidate, group, variants[position]!),
		shownAs: String(shown[position]),
	}));
	if (isShuffled) {
		return named
			.toSorted((one, other) => (one.shownAs < other.shownAs ? -1 : 1))
			.map(({ candidate, place, shownAs }) => ({ candidate, place, letter: shownAs }));
	}
	return shuffled(named).map(({ candidate, place }, position) => ({
		candidate,
		place,
		letter: letterOf(position),
	}));
}

function placeOf(candidate: Candidate, group: number, letter: string): ImagePlace {
	const { id, variant, promptIndex, repetition } = compareOf(candidate);
	const { image } = candidate.json as { image?: { prompt?: unknown } | null };
	return {
		prompt: typeof image?.prompt === 'string' ? image.prompt : candidate.group,
		promptIndex: typeof promptIndex === 'number' ? promptIndex : group,
		repetition: typeof repetition === 'number' ? repetition : 0,
		variant: typeof variant === 'string' ? variant : letter,
		...(typeof id === 'string' && { comparison: id }),
	};
}

/** Characters of a heading; a prompt may have 32,000. */
const HEADING = 600;

function headingOf({ group }: Candidate): string {
	return group.length > HEADING ? `${group.slice(0, HEADING)}…` : group;
}
