/** Lets the event loop turn once, so that a long calculation does not hold up everybody else's work. */
export const breathe = async () =>
	await new Promise<void>((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
