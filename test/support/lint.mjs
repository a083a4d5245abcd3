// Lints made-up files with the project's configuration: takes [{ path, code }] on standard input,
// prints the rules that fired for each as JSON.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const fired = [];
for (const { path, code } of JSON.parse(await text(process.stdin))) {
	const [result] = await eslint.lintText(code, { filePath: path });
	fired.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(fired));
