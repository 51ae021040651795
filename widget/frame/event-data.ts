import { MAX_EVENT_DATA_ENTRIES, MAX_EVENT_DATA_LENGTH, MAX_EVENT_KEY_LENGTH } from '@/contract/limits'

type Value = string | number | boolean

/** The maximum length of a value, in UTF-16 code units. */
const MAX_VALUE_LENGTH = 200

/**
 * Converts the data that a page passed to `track` to what the server accepts: named strings, numbers and booleans. Converts other
 * values to strings, truncates long ones and drops entries beyond the limits.
 *
 * @param text JSON
 */
export function eventData(text: string): Record<string, Value> {
  const given: unknown = JSON.parse(text)
  const entries = isObject(given) ? Object.entries(given) : [['value', given] as const]
  const converted: [string, Value][] = []
  for (const [name, value] of entries) {
    if (converted.length === MAX_EVENT_DATA_ENTRIES) break
    if (name === '' || value === null) continue
    const next = [...converted, [storable(name, MAX_EVENT_KEY_LENGTH), convert(value)] as [string, Value]]
    if (JSON.stringify(Object.fromEntries(next)).length > MAX_EVENT_DATA_LENGTH) break
    converted.push(...next.slice(-1))
  }
  return Object.fromEntries(converted)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function convert(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return storable(typeof value === 'string' ? value : JSON.stringify(value), MAX_VALUE_LENGTH)
}

/** Truncates without leaving half a surrogate pair, and replaces NUL, which PostgreSQL cannot store. */
function storable(text: string, max: number): string {
  return text.slice(0, max).toWellFormed().replaceAll('\0', '\uFFFD')
}
