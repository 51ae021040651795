/**
 * The source of a regular expression that matches the same paths as these patterns, where `*` matches any text. Generated here,
 * because the loader must stay small. Each `*` ends at the first occurrence of the text after it, so matching never takes long.
 */
export function hiddenPathsSource(patterns: readonly string[]): string {
  return `^(?:${patterns.map(sourceOf).join('|')})$`
}

function sourceOf(pattern: string): string {
  const [start = '', ...rest] = pattern.split(/\*+/).map(escapeText)
  const end = rest.pop()
  const middle = rest.map((text) => `(?:(?!${text}).)*${text}`).join('')
  return end === undefined ? start : `${start}${middle}.*${end}`
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
