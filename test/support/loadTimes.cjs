// Prints how long each file takes to load and construct, in ms, as JSON, with n8n-workflow loaded
// before as it is in n8n: node loadTimes.cjs <file>…
const { parse, resolve } = require('node:path');
require('n8n-workflow');

const times = process.argv.slice(2).map((file) => {
	const [className] = parse(file).name.split('.');
	const start = performance.now();
	const loaded = require(resolve(file));
	new loaded[className]();
	return performance.now() - start;
});
process.stdout.write(JSON.stringify(times));
