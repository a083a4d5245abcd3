/** Who waits for a turn: of all long calculations only one goes on in each turn of the event loop. */
const waiting: Array<() => void> = [];

function nextTurn(): void {
	// A new channel each time: a message to an old one would be delivered in the same turn.
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => {
		port1.close();
		waiting.shift()?.();
		if (waiting.length > 0) nextTurn();
	};
	port2.postMessage(null);
}

/**
 * Lets the event loop turn, so that a long calculation does not hold up everybody else's work. Many at once
 * take turns.
 * @throws the signal's reason where it is aborted.
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	await new Promise<void>((resolve) => {
		waiting.push(resolve);
		if (waiting.length === 1) nextTurn();
	});
	signal?.throwIfAborted();
}
