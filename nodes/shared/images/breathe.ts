/**
 * Lets the event loop turn once, so that a long calculation does not hold up everybody else's work.
 * @throws the signal's reason where it is aborted.
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	await new Promise<void>((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
	signal?.throwIfAborted();
}
