import { MAX_EVENT_DATA_ENTRIES, MAX_EVENT_DATA_LENGTH, MAX_EVENT_KEY_LENGTH } from '@/contract/limits'

type Value = string | number | boolean

/** Longest text of one value, in UTF-16 code units. */
const MAX_VALUE_LENGTH = 200

/**
 * What a page gave to `track`, as the server takes it: texts, numbers and truth values by their names. What is neither becomes text,
 * what is too long is cut, and what is too much is left out.
 *
 * @param text JSON
 */
export function eventData(text: string): Record<string, Value> {
  const given: unknown = JSON.parse(text)
  const entries = isObject(given) ? Object.entries(given) : [['value', given] as const]
  const told: [string, Value][] = []
  for (const [name, value] of entries) {
    if (told.length === MAX_EVENT_DATA_ENTRIES) break
    if (name === '' || value === null) continue
    const next = [...told, [storable(name, MAX_EVENT_KEY_LENGTH), tellable(value)] as [string, Value]]
    if (JSON.stringify(Object.fromEntries(next)).length > MAX_EVENT_DATA_LENGTH) break
    told.push(...next.slice(-1))
  }
  return Object.fromEntries(told)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function tellable(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return storable(typeof value === 'string' ? value : JSON.stringify(value), MAX_VALUE_LENGTH)
}

/** Cut without halving a character, and without the one that no database takes. */
function storable(text: string, most: number): string {
  return text.slice(0, most).toWellFormed().replaceAll('\0', '\uFFFD')
}
