import type { Annotation } from './protocol-message'

/** Who annotated a message with something: each client once. */
export type ClientList = { total: number; clientIds: string[]; clipped: false }

/** Who annotated a message with something, and how often. */
export type ClientCounts = {
  total: number
  clientIds: Record<string, number>
  totalUnidentified: number
  totalClientIds: number
  clipped: false
}

/** What the annotations of one type come to (spec TM7). */
type TypeSummary = { total: number } | ClientList | Record<string, ClientList> | Record<string, ClientCounts>

/** What the annotations of a message come to, by type. */
export type Summary = Record<string, TypeSummary>

/** How annotations are summed up: what stands behind the colon of their type. */
const methods = ['total.v1', 'flag.v1', 'distinct.v1', 'unique.v1', 'multiple.v1'] as const
export type SummaryMethod = (typeof methods)[number]

/** How a type such as `reaction:unique.v1` is summed up; `null` when it is not. */
export function methodOf(type: string): SummaryMethod | null {
  const [, method] = type.split(':')
  return methods.find((candidate) => candidate === method) ?? null
}

/** Whether annotations of a type count by who makes them, so that somebody has to. */
export function needsClientId(method: SummaryMethod | null): boolean {
  return method === 'flag.v1' || method === 'distinct.v1' || method === 'unique.v1'
}

/** Whether annotations of a type count by name. */
export function needsName(method: SummaryMethod | null): boolean {
  return method === 'distinct.v1' || method === 'unique.v1' || method === 'multiple.v1'
}

/** A summary with one more annotation, or with one that is taken back. The one given stays as it is. */
export function summarise(summary: Summary, annotation: Annotation, isDeletion: boolean): Summary {
  const { type, name = '', clientId } = annotation
  const before = own(summary, type) ?? {}
  const method = methodOf(type)
  if (method === null) return summary

  // biome-ignore lint/suspicious/noExplicitAny: a type is summed up by one method only, which knows its form
  const sumUp: (before: any, change: Change) => object = summers[method]
  const after = sumUp(before, { name, clientId, count: annotation.count ?? 1, isDeletion }) as TypeSummary
  const { [type]: _, ...others } = summary
  return Object.keys(after).length === 0 ? others : { ...others, [type]: after }
}

type Change = { name: string; clientId: string | undefined; count: number; isDeletion: boolean }

const summers = {
  'total.v1': total,
  'flag.v1': flag,
  'distinct.v1': distinct,
  'unique.v1': unique,
  'multiple.v1': multiple,
}

function total(before: { total?: number }, { isDeletion }: Change) {
  const sum = Math.max((before.total ?? 0) + (isDeletion ? -1 : 1), 0)
  return sum === 0 ? {} : { total: sum }
}

function flag(before: Partial<ClientList>, { clientId = '', isDeletion }: Change) {
  return (
    listOf((before.clientIds ?? []).filter((id) => id !== clientId).concat(isDeletion ? [] : clientId)) ?? {}
  )
}

/** Every client once for each name. */
function distinct(before: Record<string, ClientList>, { name, clientId = '', isDeletion }: Change) {
  const clientIds = (own(before, name)?.clientIds ?? []).filter((id) => id !== clientId)
  return withEntry(before, name, listOf(isDeletion ? clientIds : [...clientIds, clientId]))
}

/** Every client once, for the name it gave last. */
function unique(before: Record<string, ClientList>, change: Change) {
  const { clientId = '' } = change
  let others: Record<string, ClientList> = before
  for (const [name, { clientIds }] of Object.entries(before))
    if (clientIds.includes(clientId))
      others = withEntry(others, name, listOf(clientIds.filter((id) => id !== clientId)))
  return change.isDeletion ? others : distinct(others, change)
}

/** Every client as often as it likes, those nobody knows as well. Taking back takes all that a client gave. */
function multiple(before: Record<string, ClientCounts>, { name, clientId, count, isDeletion }: Change) {
  const known = own(before, name)
  const counts = new Map(Object.entries(known?.clientIds ?? {}))
  let totalUnidentified = known?.totalUnidentified ?? 0
  if (clientId === undefined)
    totalUnidentified = Math.max(totalUnidentified + (isDeletion ? -count : count), 0)
  else if (isDeletion) counts.delete(clientId)
  else counts.set(clientId, (counts.get(clientId) ?? 0) + count)

  const total = [...counts.values()].reduce((left, right) => left + right, totalUnidentified)
  if (total === 0) return withEntry(before, name, null)
  const clientIds = Object.fromEntries(counts)
  return withEntry(before, name, {
    total,
    clientIds,
    totalUnidentified,
    totalClientIds: counts.size,
    clipped: false,
  })
}

/** Names come from clients: what every object inherits is nobody's. */
function own<T>(entries: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined
}

function listOf(clientIds: string[]): ClientList | null {
  return clientIds.length === 0 ? null : { total: clientIds.length, clientIds, clipped: false }
}

function withEntry<T>(entries: Record<string, T>, name: string, entry: T | null): Record<string, T> {
  const { [name]: _, ...others } = entries
  return entry === null ? others : { ...others, [name]: entry }
}
