/*
 * What a page gives is anybody's: getters and proxies that throw, texts of any length, objects where a text should be. Each value is
 * read once, and only its type and length are looked at.
 */

/** A property, or `undefined` where reading it fails. */
export function read(source: unknown, name: PropertyKey): unknown {
  try {
    return Object(source)[name]
  } catch {
    return undefined
  }
}

/** A text of 1 to `most` UTF-16 code units, also from a number; `undefined` for everything else. */
export function textOf(value: unknown, most: number): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= most ? text : undefined
}

/** A whole number of CSS pixels from 0 to `most`, also from a text; `undefined` for everything else. */
export function pixelsOf(value: unknown, most: number): number | undefined {
  const text = textOf(value, 10)
  const pixels = text === undefined ? Number.NaN : Math.round(Number(text))
  return pixels >= 0 && pixels <= most ? pixels : undefined
}

/** A language as browsers write it, from `pt_BR` too. */
export function languageOf(value: unknown): string {
  return textOf(value, 35)?.replaceAll('_', '-') ?? ''
}

/** What both products call the visitor alike. What is too long or no text is left out. */
export function visitorOf(source: unknown): { name?: string; email?: string } {
  const name = textOf(read(source, 'name'), MOST_NAME)
  const email = textOf(read(source, 'email'), MOST_EMAIL)
  return { ...(name !== undefined && { name }), ...(email?.includes('@') && { email }) }
}

/** As in `contract/limits.ts`, whose other limits would come along. */
const MOST_NAME = 100
const MOST_EMAIL = 254
