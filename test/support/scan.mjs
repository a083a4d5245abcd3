// Runs n8n's own verification on a source checkout and on an unpacked package, offline, and prints
// both results as JSON: node scan.mjs <source folder> <package folder>
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [source, unpacked] = process.argv.slice(2);
const results = {
	source: await analyzePackage(source, SOURCE_FILE_PATTERNS),
	package: await analyzePackage(unpacked, ['**/*.js', 'package.json']),
};
process.stdout.write(JSON.stringify(results));
