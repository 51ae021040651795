import { RealtimeError } from '../errors'
import type { Exchange } from './exchange'

/** One item with the place that a cursor names. Places sort as text. */
export type Placed<Item> = { place: string; timestamp: number; item: Item }

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000

/**
 * Answers one page of a list, oldest first as it is given, with the links by which the SDK turns pages. A cursor names
 * a place, not a count, so new items do not shift the pages.
 *
 * @throws RealtimeError `bad_parameter`
 */
export function sendPage<Item>(exchange: Exchange, items: readonly Placed<Item>[]): void {
  const { params } = exchange
  const isForwards = readDirection(params) === 'forwards'
  const limit = readNumber(params, 'limit', DEFAULT_LIMIT)
  if (limit < 1 || limit > MAX_LIMIT) throw new RealtimeError('bad_parameter', `limit is 1 to ${MAX_LIMIT}`)
  const start = readNumber(params, 'start', 0)
  const end = readNumber(params, 'end', Number.POSITIVE_INFINITY)
  if (start > end) throw new RealtimeError('bad_parameter', 'start is after end')
  const upTo = params.get('from_serial') ?? params.get('fromSerial')
  const cursor = params.get('cursor')

  const chosen = items.filter(
    ({ place, timestamp }) =>
      timestamp >= start &&
      timestamp <= end &&
      // The serial of an entry is the beginning of its messages' serials.
      (upTo === null || place <= upTo || place.startsWith(`${upTo}:`)) &&
      (cursor === null || (isForwards ? place > cursor : place < cursor)),
  )
  const ordered = isForwards ? chosen : chosen.toReversed()
  const page = ordered.slice(0, limit)
  const last = page.at(-1)
  const next = ordered.length > page.length && last ? last.place : null

  exchange.send(
    200,
    page.map(({ item }) => item),
    { link: links(exchange, next) },
  )
}

function readDirection(params: URLSearchParams): 'forwards' | 'backwards' {
  const direction = params.get('direction') ?? 'backwards'
  if (direction === 'forwards' || direction === 'backwards') return direction
  throw new RealtimeError('bad_parameter', 'direction is forwards or backwards')
}

function readNumber(params: URLSearchParams, name: string, fallback: number): number {
  const text = params.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (text === '' || !Number.isFinite(value) || value < 0)
    throw new RealtimeError('bad_parameter', `${name} is a number`)
  return value
}

/** The SDK accepts `./word?query` alone, splits at commas, and repeats its own path with the query. */
function links({ segments, params }: Exchange, next: string | null): string {
  const path = `./${segments.at(-1)}`
  const link = (rel: string, cursor: string | null) => {
    const query = new URLSearchParams(params)
    query.delete('cursor')
    if (cursor !== null) query.set('cursor', cursor)
    return `<${path}?${query}>; rel="${rel}"`
  }
  const all = [link('first', null), link('current', params.get('cursor'))]
  if (next !== null) all.push(link('next', next))
  return all.join(', ')
}
