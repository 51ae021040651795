import { demand } from '../auth/capability'
import { type Counts, combine, MINUTE_MS, namesOfMessages } from '../core/statistics'
import { RealtimeError } from '../errors'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'
import { paginate } from './pagination'

/** Units, and the length of an interval id: `2026-11-26:09:41`, `2026-11-26:09`, `2026-11-26`, `2026-11`. */
const units = { minute: 16, hour: 13, day: 10, month: 7 } as const
type Unit = keyof typeof units

/** GET /stats: how many messages were published, by minute, hour, day or month. Counts are lost when the process ends. */
export function stats(call: Call): Reply {
  demand(call.identity().capability, 'stats', '*')
  const { app, params } = call
  const unit = unitOf(params)
  const now = app.hub.clock.now()
  const rows = intervals(app.hub.statistics.minutes(), unit).map(([intervalId, entries]) => ({
    cursor: intervalId,
    timestamp: timeOf(intervalId),
    item: {
      intervalId,
      unit,
      entries,
      schema: 'app-stats',
      appId: app.id,
      ...(intervalId === intervalAt(now, unit) && { inProgress: intervalAt(now, 'minute') }),
    },
  }))
  const { items, link } = paginate(rows, withTimes(params), 'stats')
  return { body: items, headers: { link } }
}

/** POST /stats: seeds counts, as Ably's sandbox does for the tests of client libraries. */
export async function addStats(call: Call): Promise<Reply> {
  const identity = call.identity()
  if (identity.kind !== 'key') throw new RealtimeError('key_needed', 'only a key can add statistics')
  const body = await call.body(call.hub.maxBodySize(identity))
  for (const fixture of Array.isArray(body) ? body : [body]) {
    if (!isObject(fixture) || typeof fixture.intervalId !== 'string')
      throw new RealtimeError('bad_request', 'statistics need an intervalId')
    const { intervalId, ...tree } = fixture
    call.hub.statistics.add(timeOf(intervalId as string), countsOf(tree))
  }
  return { status: 201, body: {} }
}

function intervals(minutes: readonly [number, Counts][], unit: Unit): [string, Counts][] {
  const sums = new Map<string, Counts>()
  for (const [timestamp, counts] of minutes) {
    const id = intervalAt(timestamp, unit)
    const sum = sums.get(id) ?? {}
    combine(sum, counts)
    sums.set(id, sum)
  }
  return [...sums]
}

function intervalAt(timestamp: number, unit: Unit): string {
  return new Date(timestamp).toISOString().replace('T', ':').slice(0, units[unit])
}

/** The start of an interval. @throws RealtimeError `bad_parameter` */
function timeOf(intervalId: string): number {
  const [, month, day = '01', hour = '00', minute = '00'] =
    /^(\d{4}-\d\d)(?:-(\d\d)(?::(\d\d)(?::(\d\d))?)?)?$/.exec(intervalId) ?? []
  const time = Date.parse(`${month}-${day}T${hour}:${minute}:00Z`)
  if (Number.isNaN(time))
    throw new RealtimeError('bad_parameter', 'an interval must look like 2026-11-26:09:41')
  return time
}

/** Converts start and end to times; they may be given as intervals. */
function withTimes(params: URLSearchParams): URLSearchParams {
  const changed = new URLSearchParams(params)
  for (const name of ['start', 'end']) {
    const value = params.get(name)
    if (value === null) continue
    const time = /^\d{5,}$/.test(value) ? Number(value) : timeOf(value)
    changed.set(name, String(name === 'start' ? time - (time % MINUTE_MS) : time))
  }
  return changed
}

function unitOf(params: URLSearchParams): Unit {
  const unit = params.get('unit') ?? params.get('by') ?? 'minute'
  if (!(unit in units)) throw new RealtimeError('bad_parameter', 'unit must be minute, hour, day or month')
  return unit as Unit
}

/** Flattens `{inbound: {realtime: {messages: {count}}}}` to counts by dotted name. */
function countsOf(tree: Record<string, unknown>): Counts {
  const counts: Counts = {}
  for (const [path, count] of leaves(tree)) {
    const [direction = '', source = '', kind = '', measure] = path
    const isOfMessages = (direction === 'inbound' || direction === 'outbound') && measure !== undefined
    const names = isOfMessages
      ? namesOfMessages(direction, source, kind).map((name) => `${name}.${measure}`)
      : [path.join('.')]
    for (const name of names) combine(counts, { [name]: count })
  }
  return counts
}

function leaves(tree: unknown, path: string[] = []): [string[], number][] {
  if (typeof tree === 'number') return [[path, tree]]
  if (!isObject(tree) || path.length > 4) throw new RealtimeError('bad_request', 'statistics must be numbers')
  return Object.entries(tree).flatMap(([name, branch]) => leaves(branch, [...path, name]))
}
