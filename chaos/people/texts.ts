/** Every note holds it, however often it was edited, and nothing else does: where a visitor could read it, a note has leaked. */
export const NOTE_MARK = 'for-the-team-only'

/** What an edit makes of a text. `count` makes it unlike every other text. */
export function editedText(text: string, count: number): string {
  return `${originalOf(text)} ✎${count}`
}

/** A text as it was typed, before any edit. */
export function originalOf(text: string): string {
  return text.replace(/ ✎\d+$/, '')
}
