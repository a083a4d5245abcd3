import type { Dimensions } from './types';

/** A social format: the exact pixels that the network shows. */
export interface Preset extends Dimensions {
	/** The value in workflows: never change one. */
	name: string;
	displayName: string;
}

/** In alphabetical order of their display names, as n8n lists options. */
export const PRESETS: readonly Preset[] = [
	{ name: 'instagramPortrait', displayName: 'Instagram Portrait', width: 1080, height: 1350 },
	{ name: 'instagramSquare', displayName: 'Instagram Square', width: 1080, height: 1080 },
	{ name: 'linkedInPost', displayName: 'LinkedIn Post', width: 1200, height: 627 },
	{ name: 'openGraph', displayName: 'Open Graph', width: 1200, height: 630 },
	{ name: 'pinterestPin', displayName: 'Pinterest Pin', width: 1000, height: 1500 },
	{ name: 'story', displayName: 'Story', width: 1080, height: 1920 },
	{ name: 'xHeader', displayName: 'X Header', width: 1500, height: 500 },
	{ name: 'xPost', displayName: 'X Post', width: 1600, height: 900 },
	{ name: 'youTubeThumbnail', displayName: 'YouTube Thumbnail', width: 1280, height: 720 },
];

/** By its name or as the editor shows it, in any case. */
export function findPreset(name: string): Preset | undefined {
	const plain = (text: string) => text.toLowerCase().replaceAll(' ', '');
	return PRESETS.find((preset) => plain(preset.name) === plain(name));
}
