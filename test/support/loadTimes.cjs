// Prints how long each file takes to load and construct, in ms, as JSON, with n8n-workflow loaded before as
// it is in n8n: node loadTimes.cjs <file>… With --beside-n8n-workflow, the first number is n8n-workflow's own.
const { parse, resolve } = require('node:path');

const [first, ...others] = process.argv.slice(2);
const besideN8n = first === '--beside-n8n-workflow';
const timed = (work) => {
	const start = performance.now();
	work();
	return performance.now() - start;
};

const own = timed(() => require('n8n-workflow'));
const times = (besideN8n ? others : [first, ...others]).map((file) =>
	timed(() => {
		const [className] = parse(file).name.split('.');
		new (require(resolve(file))[className])();
	}),
);
process.stdout.write(JSON.stringify(besideN8n ? [own, ...times] : times));
