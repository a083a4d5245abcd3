import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { Ballot } from './ballot';
import { fill, filled } from './dom';
import { look, lookAgainAfter, nextAfter } from './follow';
import { listenToKeys } from './keys';
import { warnBeforeLeaving } from './leave';
import { note } from './note';
import { RoundPage } from './roundPage';
import { drawingsOf, pause, sendAnswer } from './send';
import { Summary } from './summary';
import { Viewer } from './viewer';

/** The page from the first look to the last thanks. */
export class App {
	private ballot: Ballot;
	private page: RoundPage | undefined;
	private stopKeys = () => undefined as void;
	private isSent = false;

	constructor(
		private readonly root: HTMLElement,
		data: PageData,
	) {
		this.ballot = new Ballot(data);
		warnBeforeLeaving(data.texts, () => !this.isSent && this.ballot.isTouched);
	}

	/** Shows the round with all its images. */
	ask(): void {
		this.isSent = false;
		const page = new RoundPage(this.ballot, {
			open: (image, mode) => this.open(image, mode),
			changed: () => this.page?.show(),
			summarize: () => this.summarize(),
		});
		this.page = page;
		fill(this.root, ...page.elements);
		this.stopKeys();
		this.stopKeys = listenToKeys(page.cards, (image) => this.open(image));
	}

	private open(image: number, mode?: Parameters<Viewer['open']>[1]): void {
		const viewer = new Viewer(
			this.ballot,
			() => this.page?.show(),
			(last) => this.page?.goTo(last),
		);
		viewer.open(image, mode);
	}

	private summarize(message = ''): void {
		const summary = new Summary(
			this.ballot,
			() => void this.send(),
			(image) => this.page?.goTo(image),
		);
		summary.open(message);
	}

	private async send(): Promise<void> {
		const { texts } = this.ballot.data;
		const id = newId();
		let body: string;
		try {
			body = JSON.stringify(this.ballot.body(id, await drawingsOf(this.ballot)));
		} catch {
			this.summarize(texts.drawingTooLarge);
			return;
		}
		this.stopKeys();
		this.say('sending', true, texts.sending);
		await this.sendUntilCounted(id, body);
	}

	private async sendUntilCounted(id: string, body: string): Promise<void> {
		const { data } = this.ballot;
		const { texts } = data;
		const sent = await sendAnswer(data, body);
		this.isSent = sent.kind === 'counted' || sent.kind === 'outdated' || sent.kind === 'ended';
		if (sent.kind === 'counted') {
			this.say('sent', true, texts.sent, texts.sentMore);
			await this.follow(id, body);
		} else if (sent.kind === 'outdated') {
			this.say('late', true, texts.tooLate, texts.outdated);
			await this.follow(id, body, true);
		} else if (sent.kind === 'ended') {
			this.say('late', false, texts.tooLate, texts.finishedMore);
		} else {
			this.ask();
			this.summarize(sent.kind === 'refused' ? sent.message : texts.notSent);
		}
	}

	/** Waits for what comes next and shows it. @param isLate whether the round was over before the answer. */
	private async follow(id: string, body: string, isLate = false): Promise<void> {
		const { data } = this.ballot;
		const { texts } = data;
		for (let looks = 0; ; looks++) {
			await pause(lookAgainAfter(looks));
			const next = nextAfter(await look(data), { round: data.round, id });
			if (next.kind === 'finished') {
				if (isLate) this.say('late', false, texts.tooLate, texts.finishedMore);
				else this.say('done', false, texts.finished, texts.finishedMore);
				return;
			}
			if (next.kind === 'newRound') {
				this.ballot = new Ballot(next.data, this.ballot.reviewer);
				this.ask();
				scrollTo(0, 0);
				return;
			}
			if (next.kind === 'sendAgain' && !isLate) {
				await this.sendUntilCounted(id, body);
				return;
			}
			if (next.kind === 'others') {
				const { answersGiven: given, answersNeeded: needed } = next.data;
				const soFar = filled(texts.answersSoFar, { given, needed });
				this.say('sent', true, texts.sent, texts.waitingForOthers, soFar);
			}
		}
	}

	private say(...parts: DropFirst<Parameters<typeof note>>): void {
		fill(this.root, note(this.ballot.data, ...parts));
	}
}

type DropFirst<Parts extends unknown[]> = Parts extends [unknown, ...infer Others] ? Others : never;

function newId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('');
}
