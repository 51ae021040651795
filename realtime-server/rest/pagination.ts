import { RealtimeError } from '../errors'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000

/** An item of a paginated list. */
export type Row<T> = {
  /** A stable position. Compares as text: later is greater. */
  cursor: string
  /** Milliseconds since 1970. */
  timestamp: number
  item: T
}

/**
 * One page of rows, and the `Link` header with the other pages (spec TG4).
 *
 * @param rows oldest first
 * @param path the last segment of the request's path
 * @throws RealtimeError `bad_parameter`
 */
export function paginate<T>(
  rows: readonly Row<T>[],
  params: URLSearchParams,
  path: string,
): { items: T[]; link: string } {
  const limit = limitOf(params)
  const isBackwards = directionOf(params) === 'backwards'
  const isInPeriod = periodOf(params)
  const after = params.get('cursor')

  const ordered = isBackwards ? rows.toReversed() : rows
  const remaining = ordered.filter(
    ({ cursor, timestamp }) =>
      isInPeriod(timestamp) && (after === null || (isBackwards ? cursor < after : cursor > after)),
  )
  const page = remaining.slice(0, limit)
  const next = remaining.length > limit ? page.at(-1)?.cursor : undefined
  return { items: page.map(({ item }) => item), link: linkHeader(params, path, next) }
}

/** @throws RealtimeError `bad_parameter` */
export function limitOf(params: URLSearchParams): number {
  const limit = naturalNumber(params, 'limit') ?? DEFAULT_LIMIT
  if (limit < 1 || limit > MAX_LIMIT)
    throw new RealtimeError('bad_parameter', `limit must be between 1 and ${MAX_LIMIT}`)
  return limit
}

/** The SDK repeats the path with the link's parameters; it splits at commas, so they are encoded. */
export function linkHeader(params: URLSearchParams, path: string, next: string | undefined): string {
  const link = (rel: string, cursor: string | null) => {
    const changed = new URLSearchParams(params)
    // Strips a cache buster of browsers, and credentials, which must not appear in a response.
    for (const name of ['rnd', 'key', 'access_token', 'accessToken']) changed.delete(name)
    if (cursor === null) changed.delete('cursor')
    else changed.set('cursor', cursor)
    return `<./${path}?${changed}>; rel="${rel}"`
  }
  const links = [link('first', null), link('current', params.get('cursor'))]
  if (next !== undefined) links.push(link('next', next))
  return links.join(', ')
}

function directionOf(params: URLSearchParams): 'backwards' | 'forwards' {
  const direction = params.get('direction') ?? 'backwards'
  if (direction !== 'backwards' && direction !== 'forwards')
    throw new RealtimeError('bad_parameter', 'direction must be backwards or forwards')
  return direction
}

function periodOf(params: URLSearchParams): (timestamp: number) => boolean {
  const start = naturalNumber(params, 'start') ?? 0
  const end = naturalNumber(params, 'end') ?? Number.POSITIVE_INFINITY
  if (start > end) throw new RealtimeError('bad_parameter', 'start is after end')
  return (timestamp) => timestamp >= start && timestamp <= end
}

function naturalNumber(params: URLSearchParams, name: string): number | null {
  const text = params.get(name)
  if (text === null) return null
  if (!/^\d{1,15}$/.test(text)) throw new RealtimeError('bad_parameter', `${name} must be a whole number`)
  return Number(text)
}
