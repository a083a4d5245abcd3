import { h } from './dom';
import { fitted, keptInside, WHOLE, zoomed, type View } from './view';

interface Point {
	x: number;
	y: number;
}

/** What a pointer does to an image besides moving and zooming it. Points are pixels of the image. */
export interface StageUse {
	onStart?(point: Point): void;
	onMove?(point: Point): void;
	onEnd?(): void;
	onTap?(point: Point): void;
}

const isControl = ({ target }: Event): boolean =>
	target instanceof Element && target.closest('button, input') !== null;

/** An image that can be zoomed and moved, with layers over it. Two fingers always zoom. */
export class Stage {
	readonly element: HTMLElement;
	readonly sheet: HTMLElement;
	/** Whether one finger draws in place of moving. */
	isDrawing = false;
	use: StageUse = {};
	private view: View = WHOLE;
	private size = { width: 1, height: 1 };
	private readonly pointers = new Map<number, Point>();
	private moved = 0;
	private lastTap = 0;

	constructor(
		private readonly image: { width: number; height: number },
		private readonly onView: (view: View) => void,
		...layers: HTMLElement[]
	) {
		this.sheet = h('div', { class: 'sheet' }, ...layers);
		this.element = h(
			'div',
			{
				class: 'stage',
				onpointerdown: (event: PointerEvent) => this.down(event),
				onpointermove: (event: PointerEvent) => this.move(event),
				onpointerup: (event: PointerEvent) => this.up(event),
				onpointercancel: (event: PointerEvent) => this.up(event),
				// A tap moves no focus: it may have just gone to a pin's text.
				onmousedown: (event: MouseEvent) => {
					if (!isControl(event)) event.preventDefault();
				},
				onwheel: (event: WheelEvent) => this.wheel(event),
			},
			this.sheet,
		);
		new ResizeObserver(() => this.fit()).observe(this.element);
	}

	/** Screen pixels for each of the image's, without zoom. */
	get fitScale(): number {
		return this.size.width / this.image.width;
	}

	get zoom(): number {
		return this.view.scale;
	}

	zoomBy(factor: number): void {
		this.show(zoomed(this.view, factor, { x: 0, y: 0 }));
	}

	show(view: View, isOwn = true): void {
		this.view = keptInside(view, this.size, this.room());
		const { scale, x, y } = this.view;
		this.sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
		this.sheet.style.setProperty('--unzoom', String(1 / scale));
		if (isOwn) this.onView(this.view);
	}

	private room() {
		const { clientWidth, clientHeight } = this.element;
		return { width: clientWidth, height: clientHeight };
	}

	private fit(): void {
		const room = this.room();
		if (room.width === 0 || room.height === 0) return;
		this.size = fitted(this.image, room);
		this.sheet.style.width = `${this.size.width}px`;
		this.sheet.style.height = `${this.size.height}px`;
		this.show(this.view, false);
		this.element.dispatchEvent(new Event('fitted'));
	}

	/** From the screen to the image's own pixels. */
	private pointOf({ clientX, clientY }: MouseEvent): Point {
		const { left, top, width } = this.sheet.getBoundingClientRect();
		const scale = this.image.width / width;
		return { x: (clientX - left) * scale, y: (clientY - top) * scale };
	}

	private fromMiddle({ clientX, clientY }: MouseEvent): Point {
		const { left, top, width, height } = this.element.getBoundingClientRect();
		return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
	}

	private down(event: PointerEvent): void {
		if (isControl(event)) return;
		this.element.setPointerCapture(event.pointerId);
		this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
		this.moved = this.pointers.size > 1 ? Infinity : 0;
		if (this.isDrawing && this.pointers.size === 1) this.use.onStart?.(this.pointOf(event));
	}

	private move(event: PointerEvent): void {
		const last = this.pointers.get(event.pointerId);
		if (last === undefined) return;
		const now = { x: event.clientX, y: event.clientY };
		const step = { x: now.x - last.x, y: now.y - last.y };
		this.moved += Math.hypot(step.x, step.y);
		const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId);
		this.pointers.set(event.pointerId, now);
		if (other !== undefined) {
			this.pinch(last, now, other[1], step, event);
		} else if (this.isDrawing) {
			for (const part of event.getCoalescedEvents?.() ?? []) this.use.onMove?.(this.pointOf(part));
			this.use.onMove?.(this.pointOf(event));
		} else if (this.view.scale > 1) {
			this.show({ ...this.view, x: this.view.x + step.x, y: this.view.y + step.y });
		}
	}

	private pinch(last: Point, now: Point, still: Point, step: Point, event: PointerEvent): void {
		const distance = (one: Point) => Math.max(1, Math.hypot(one.x - still.x, one.y - still.y));
		const zoom = zoomed(this.view, distance(now) / distance(last), this.fromMiddle(event));
		this.show({ ...zoom, x: zoom.x + step.x / 2, y: zoom.y + step.y / 2 });
	}

	private up(event: PointerEvent): void {
		if (!this.pointers.delete(event.pointerId)) return;
		if (this.isDrawing) {
			this.use.onEnd?.();
			return;
		}
		if (event.type === 'pointercancel' || this.moved > 8) return;
		if (this.use.onTap) {
			this.use.onTap(this.pointOf(event));
			return;
		}
		const isDouble = event.timeStamp - this.lastTap < 320;
		this.lastTap = isDouble ? 0 : event.timeStamp;
		if (!isDouble) return;
		this.show(this.view.scale > 1 ? WHOLE : zoomed(this.view, 2.5, this.fromMiddle(event)));
	}

	private wheel(event: WheelEvent): void {
		event.preventDefault();
		this.show(zoomed(this.view, Math.exp(-event.deltaY / 400), this.fromMiddle(event)));
	}
}
