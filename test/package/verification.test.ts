import { packPackage, projectFolder } from '../support/packed';
import { runScript } from '../support/runScript';

interface ScanResult {
	passed: boolean;
	message?: string;
	details?: string;
}

it("passes n8n's verification, in source and as published", () => {
	const packed = packPackage();
	const results = runScript<Record<string, ScanResult>>('scan.mjs', [projectFolder, packed.folder]);
	packed.remove();

	const findings = Object.entries(results)
		.filter(([, { passed }]) => !passed)
		.map(([what, { message, details }]) => `${what}: ${message}\n${details ?? ''}`);
	expect(findings.join('\n')).toBe('');
}, 120_000);
