const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The beginning of a text, at most `length` UTF-16 code units and an ellipsis where something is left out. Emoji and
 * letters with accents stay whole.
 */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text
  let end = 0
  for (const { index } of segmenter.segment(text.slice(0, length + 1))) end = index
  // One letter with hundreds of accents is noise, and may be cut.
  return `${text.slice(0, end || length).trimEnd()}…`
}
