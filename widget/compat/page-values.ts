/*
 * Values from the page are untrusted: getters and proxies may throw, strings may have any length, and objects may stand in for
 * strings. Each value is read once and checked for its type and length.
 */

/** Reads a property; `undefined` if that throws. */
export function read(source: unknown, name: PropertyKey): unknown {
  try {
    return Object(source)[name]
  } catch {
    return undefined
  }
}

/** A string of 1 to `max` UTF-16 code units, also from a number; otherwise `undefined`. */
export function textOf(value: unknown, max: number): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= max ? text : undefined
}

/** A whole number of CSS pixels from 0 to `max`, also from a string; otherwise `undefined`. */
export function pixelsOf(value: unknown, max: number): number | undefined {
  const text = textOf(value, 10)
  const pixels = text === undefined ? Number.NaN : Math.round(Number(text))
  return pixels >= 0 && pixels <= max ? pixels : undefined
}

/** A BCP 47 language tag, also from `pt_BR`. */
export function languageOf(value: unknown): string {
  return textOf(value, 35)?.replaceAll('_', '-') ?? ''
}

/** The visitor's name and e-mail address, which both products name alike. Invalid values are omitted. */
export function visitorOf(source: unknown): { name?: string; email?: string } {
  const name = textOf(read(source, 'name'), MAX_NAME)
  const email = textOf(read(source, 'email'), MAX_EMAIL)
  return { ...(name !== undefined && { name }), ...(email?.includes('@') && { email }) }
}

/** As in `contract/limits.ts`, which is not imported because that would bundle all other limits. */
const MAX_NAME = 100
const MAX_EMAIL = 254
