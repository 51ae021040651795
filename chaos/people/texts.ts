/** In every note, also after edits, and in nothing else: if a visitor receives it, a note has leaked. */
export const NOTE_MARK = 'for-the-team-only'

/** The edited form of a text. `count` makes it unique. */
export function editedText(text: string, count: number): string {
  return `${originalOf(text)} ✎${count}`
}

/** A text as it was typed, before any edit. */
export function originalOf(text: string): string {
  return text.replace(/ ✎\d+$/, '')
}
