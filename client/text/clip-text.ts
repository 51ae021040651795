const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The beginning of a text: at most `length` UTF-16 code units, plus an ellipsis if it is cut. Does not split emoji or accented
 * letters.
 */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text
  let end = 0
  for (const { index } of segmenter.segment(text.slice(0, length + 1))) end = index
  // A letter with hundreds of accents is noise and may be split.
  return `${text.slice(0, end || length).trimEnd()}…`
}
