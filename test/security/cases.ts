import fc from 'fast-check';
import { anyCharacter } from '../support/anyCharacter';

/**
 * How many made-up cases each attack is tried with. SECURITY.md tells these numbers, and a test holds
 * the two together.
 */
export const CASES = {
	/** Client: bodies and headers a server may send. */
	cutAnswers: 1500,
	damagedAnswers: 1500,
	wronglyTypedAnswers: 1500,
	strangeRefusals: 1500,
	secretsInAnswers: 600,
	/** Images. */
	randomFiles: 3000,
	damagedFiles: 3000,
	damagedPngStreams: 400,
	damagedJpegStreams: 400,
	damagedProfiles: 400,
	wrappedFiles: 600,
	/** Names. */
	fileNames: 3000,
	namePatterns: 1500,
	runsOfNames: 150,
	/** The page of GPT Image Review. */
	reviewBodies: 10_000,
	reviewTexts: 500,
	/** Reports. */
	htmlTexts: 300,
	csvTexts: 600,
	/** Through n8n's engine, beside the fixed texts. */
	promptsThroughNode: 25,
	inputNamesThroughNode: 40,
} as const;

/** Attacks that are written out one by one, by how many they are. */
export const WRITTEN_OUT = {
	endlessAnswers: 23,
	usageLies: 7,
	/** Where a redirect or an image's address leads elsewhere, with each way of sending a key. */
	keyFishing: 14,
	serversThroughNode: 35,
	bombs: 11,
	hostileDownloads: 6,
	inwardAddresses: 42,
	reviewDrawings: 12,
	reviewFiles: 17,
	/** In a real n8n: test/e2e/reviewHostile.test.ts. */
	reviewProbes: 11,
	/** Texts that are compared, searched or sorted by patterns. */
	judgeReadings: 28,
	promptsWithQuotations: 92,
	messagePatterns: 1196,
} as const;

const TIMES = Number(process.env.FUZZ_TIMES || 1);

/** How often fast-check is to try; FUZZ_TIMES multiplies it. A failing case is told with the seed and path that repeat it. */
export function runs(attack: keyof typeof CASES): { numRuns: number } {
	return { numRuns: CASES[attack] * TIMES };
}

/** So many cases at once, for a run that takes them all together. */
export function sample<T>(arbitrary: fc.Arbitrary<T>, attack: keyof typeof CASES): T[] {
	return fc.sample(arbitrary, runs(attack));
}

/** Text that has broken programs before. */
export const HOSTILE_TEXTS = [
	'../../../etc/passwd',
	'..\\..\\windows\\system32\\config',
	'/absolute/path',
	'C:\\drive',
	'\\\\server\\share',
	'~/.ssh/id_rsa',
	'%2e%2e%2fetc%2fpasswd',
	'CON',
	'aux.txt',
	'COM¹',
	'lpt9.png',
	'.',
	'..',
	'.htaccess',
	'name.',
	'name ',
	'a\u0000b.png',
	'line\r\nSet-Cookie: x=1',
	'"; filename="evil.sh',
	'\u202Egnp.exe',
	'\u2066hidden\u2069',
	'\uFEFFmark',
	'zero\u200Bwidth',
	'\uD800half',
	'half\uDC00',
	'\u001b[31mred',
	'e\u0301\u0301\u0301\u0301',
	'👩‍👩‍👧‍👦'.repeat(30),
	'ﷺ'.repeat(60),
	'A'.repeat(10_000),
	'-rf *',
	'$(touch /tmp/x)',
	'`id`',
	'| cat',
	'{{ $env }}',
	'={{ 1 + 1 }}',
	'{prompt}{constructor}{__proto__}',
	'<script>alert(1)</script>',
	'" onerror="alert(1)',
	"' onfocus='x",
	'</title></style><img src=x onerror=alert(1)>',
	'<!--',
	']]>',
	'&lt;b&gt;',
	'javascript:alert(1)',
	'=HYPERLINK("http://evil.example","x")',
	"+1+cmd|' /C calc'!A0",
	'-2+3',
	'@SUM(1)',
	'\t=1+1',
	'\r=1+1',
	'＝1+1',
	'"quote""d"',
	'a,b;c\td\ne',
	'__proto__',
	'constructor',
	'toString',
] as const;

/** Any text: the ones above, any Unicode with broken halves, and both put together. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...HOSTILE_TEXTS),
	fc.string({ unit: anyCharacter, maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc
		.array(fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: anyCharacter })), {
			minLength: 2,
			maxLength: 4,
		})
		.map((parts) => parts.join('')),
	// Halves of pairs, which `anyCharacter` does not make.
	fc
		.array(fc.integer({ min: 0xd000, max: 0xffff }), { maxLength: 20 })
		.map((units) => String.fromCharCode(...units)),
);
