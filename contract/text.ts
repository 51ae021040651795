/**
 * What text may be. Used by the schemas on the server and by the composer in the browser, so that both agree on what
 * can be sent.
 */

// C0 and C1 controls but tab and newline.
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this finds
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu
const LINE_BREAKS = /\r\n?/g
const BIDI_AND_ZERO_WIDTH = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
// A reader would take them for ours, which say who was verified.
const BADGES = /[\u2611\u2705\u2713\u2714\u{1f5f8}\u{1f6e1}]\ufe0f?/gu
// Spaces, controls, format characters, combining marks and fillers show nothing by themselves. What is unassigned or of
// private use may show something somewhere.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are meant one by one
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{M}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]/gu

/** True when PostgreSQL can store `text` unchanged: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** Message text as it is stored: line breaks are `\n`, control characters are gone, the ends are trimmed. */
export function cleanContent(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(CONTROLS, '').trim()
}

/** A person's name as it is stored: one line, without characters that hide or reorder others, or look like a badge. */
export function cleanName(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(CONTROLS, '')
    .replace(BIDI_AND_ZERO_WIDTH, '')
    .replace(BADGES, '')
    .trim()
}

/** True when a reader would see something. */
export function isVisible(text: string): boolean {
  return text.replace(INVISIBLE, '') !== ''
}

/** Length in Unicode code points, which is what the limits count. */
export function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}
