import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

const upTo = (last: number) =>
	fc
		.integer({ min: 0, max: last - SURROGATES.count })
		.map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/**
 * Any character of Unicode, those of its first planes more often. For `unit` of `fc.string`: fast-check's own `binary`
 * builds a table of them all in each process, which took 0.7 s.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.oneof(
	fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCodePoint(code)),
	upTo(0xffff),
	upTo(0x10ffff),
);
