/**
 * Scores how well texts match a query, from 0 (no match) to 1. Every word of the query must occur in a text; a match at the start
 * of a word scores higher. Ignores case and accents.
 */
export function matchScore(query: string, texts: readonly string[]): number {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const text = plain(texts.join(' '))
  const scores = words.map((word) => scoreOf(word, text))
  return words.length === 0 ? 1 : Math.min(...scores)
}

function scoreOf(word: string, text: string): number {
  const at = text.indexOf(word)
  if (at === -1) return 0
  if (at === 0) return 1
  return isWordStart(text, word) ? 0.8 : 0.4
}

function isWordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true
  return false
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
