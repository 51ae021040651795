/**
 * Rules for text, shared by the server's schemas and the composer in the browser, so that both agree on what can be sent.
 */

// C0 and C1 controls except tab and newline.
// biome-ignore lint/suspicious/noControlCharactersInRegex: matching controls is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu
const LINE_BREAKS = /\r\n?/g
const BIDI_AND_ZERO_WIDTH = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
// They look like our badge for verified visitors.
const BADGES = /[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f6e1}]\ufe0f?/gu
// Spaces, controls, format characters, combining marks and fillers render nothing on their own. Unassigned and private-use
// characters may render.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are matched individually
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{M}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]/gu

/** True if PostgreSQL can store `text` unchanged: no NUL and no lone surrogates. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** Message text as stored: line breaks are `\n`, control characters are stripped, both ends are trimmed. */
export function cleanContent(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '').trim()
}

/** A person's name as stored: one line, without characters that hide or reorder others or look like a badge. */
export function cleanName(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(BIDI_AND_ZERO_WIDTH, '')
    .replace(BADGES, '')
    .trim()
}

/** True if `text` renders something visible. */
export function isVisible(text: string): boolean {
  return text.replace(INVISIBLE, '') !== ''
}

/** Length in Unicode code points, the unit of the limits. */
export function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}
