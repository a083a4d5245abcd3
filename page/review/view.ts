/** Where an image lies on the screen: scaled and moved. Pure figures. */
export interface View {
	scale: number;
	x: number;
	y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 8;

/** Scales around a point that stays where it is. @param at pixels from the middle of the stage. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
	const scale = Math.min(MOST, Math.max(1, view.scale * factor));
	const change = scale / view.scale;
	return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

/** Keeps an image on the stage: its edges never come further in than the stage's, or than the middle. */
export function keptInside(
	view: View,
	image: { width: number; height: number },
	stage: { width: number; height: number },
): View {
	const most = (length: number, room: number) => Math.max(0, (length * view.scale - room) / 2);
	const within = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));
	return {
		scale: view.scale,
		x: within(view.x, most(image.width, stage.width)),
		y: within(view.y, most(image.height, stage.height)),
	};
}

/** The largest size with these proportions that fits. */
export function fitted(
	{ width, height }: { width: number; height: number },
	stage: { width: number; height: number },
): { width: number; height: number } {
	const scale = Math.min(stage.width / width, stage.height / height);
	return { width: width * scale, height: height * scale };
}
