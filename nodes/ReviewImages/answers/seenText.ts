/** Line breaks and tabs stay; of the rest of Unicode's "other" characters nothing is seen. */
const UNSEEN = String.raw`[^\P{C}\n\t]`;

/**
 * Scripts in which a joiner between two letters changes nothing that is read. There it could only make two
 * names that look the same.
 */
const NEEDS_NO_JOINER = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}`;

/** One joiner between two letters, as Persian and the scripts of India write them. */
const BETWEEN_LETTERS = String.raw`(?<=[^\P{L}${NEEDS_NO_JOINER}]\p{M}*)[\u200C\u200D](?=\p{L})`;

/** One joiner between two emoji: families, professions, flags with a symbol. */
const BETWEEN_EMOJI = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`;

/** The flags of England, Scotland and Wales: a black flag with the region's name in unseen letters. */
const REGION_FLAG = String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`;

const KEPT_OR_UNSEEN = new RegExp(
	`(${BETWEEN_LETTERS}|${BETWEEN_EMOJI}|${REGION_FLAG})|${UNSEEN}`,
	'gu',
);

/**
 * Text as others read it: without characters that hide or reorder what is beside them, with those that join
 * letters and emoji. Line breaks become `\n`.
 */
export function seenText(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(KEPT_OR_UNSEEN, (_, kept: string | undefined) => kept ?? '');
}
