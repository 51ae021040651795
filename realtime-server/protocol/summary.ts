import type { Annotation } from './protocol-message'

/** The clients that made an annotation, each counted once. */
export type ClientList = { total: number; clientIds: string[]; clipped: false }

/** The clients that made an annotation, and how often. */
export type ClientCounts = {
  total: number
  clientIds: Record<string, number>
  totalUnidentified: number
  totalClientIds: number
  clipped: false
}

/** The summary of one type of annotations (spec TM7). */
type TypeSummary = { total: number } | ClientList | Record<string, ClientList> | Record<string, ClientCounts>

/** The summary of a message's annotations, by type. */
export type Summary = Record<string, TypeSummary>

/** How annotations are summarized: the part of their type after the colon. */
const methods = ['total.v1', 'flag.v1', 'distinct.v1', 'unique.v1', 'multiple.v1'] as const
export type SummaryMethod = (typeof methods)[number]

/** The method of a type such as `reaction:unique.v1`; `null` when it has none. */
export function methodOf(type: string): SummaryMethod | null {
  const [, method] = type.split(':')
  return methods.find((candidate) => candidate === method) ?? null
}

/** Whether the method counts clients, and so needs a client id. */
export function needsClientId(method: SummaryMethod | null): boolean {
  return method === 'flag.v1' || method === 'distinct.v1' || method === 'unique.v1'
}

/** Whether the method counts by name. */
export function needsName(method: SummaryMethod | null): boolean {
  return method === 'distinct.v1' || method === 'unique.v1' || method === 'multiple.v1'
}

/** A new summary with an annotation added or removed. Does not mutate the given one. */
export function summarise(summary: Summary, annotation: Annotation, isDeletion: boolean): Summary {
  const { type, name = '', clientId } = annotation
  const before = own(summary, type) ?? {}
  const method = methodOf(type)
  if (method === null) return summary

  // biome-ignore lint/suspicious/noExplicitAny: each type has exactly one method, which knows its form
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

/** Each client once per name. */
function distinct(before: Record<string, ClientList>, { name, clientId = '', isDeletion }: Change) {
  const clientIds = (own(before, name)?.clientIds ?? []).filter((id) => id !== clientId)
  return withEntry(before, name, listOf(isDeletion ? clientIds : [...clientIds, clientId]))
}

/** Each client once, for its latest name. */
function unique(before: Record<string, ClientList>, change: Change) {
  const { clientId = '' } = change
  let others: Record<string, ClientList> = before
  for (const [name, { clientIds }] of Object.entries(before))
    if (clientIds.includes(clientId))
      others = withEntry(others, name, listOf(clientIds.filter((id) => id !== clientId)))
  return change.isDeletion ? others : distinct(others, change)
}

/** Each client any number of times, anonymous ones too. A deletion removes all of a client's annotations with the name. */
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

/** Names come from clients, so inherited properties must not match. */
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
