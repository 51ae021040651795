/**
 * The source of a regular expression for paths that match one of these patterns, where `*` stands for anything. The loader has no room
 * to make it. Each `*` ends where the text behind it first follows, so that no path takes long to compare.
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
