import { RealtimeError } from '../errors'

/** The operations granted on each resource. */
export type Capability = readonly Grant[]

export type Grant = {
  /** The name as written: segments separated by `:`, optionally preceded by a qualifier such as `[*]`. */
  resource: string
  qualifier: string
  segments: readonly string[]
  operations: ReadonlySet<string>
}

const OPERATIONS = new Set([
  '*',
  'publish',
  'subscribe',
  'presence',
  'history',
  'stats',
  'channel-metadata',
  'push-subscribe',
  'push-admin',
  'privileged-headers',
  'annotation-publish',
  'annotation-subscribe',
  'object-publish',
  'object-subscribe',
  'message-update-own',
  'message-update-any',
  'message-delete-own',
  'message-delete-any',
])

/**
 * Reads `{"resource":["operation"]}`.
 *
 * @throws RealtimeError `bad_request` for an invalid capability: no operations, unknown ones, `*` with others
 */
export function toCapability(value: unknown): Capability {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('is not an object')
  return sorted(Object.entries(value).map(([resource, operations]) => grant(resource, operations)))
}

/** Reads a capability in its text form. Throws as {@link toCapability} does. */
export function parseCapability(text: string): Capability {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    refuse('is not JSON')
  }
  return toCapability(value)
}

/** The canonical text of a capability: resources and operations sorted. */
export function formatCapability(capability: Capability): string {
  const entries = capability.map(({ resource, operations }) => [resource, [...operations].sort()])
  return JSON.stringify(Object.fromEntries(entries))
}

/** What both grant. Of two overlapping resources the narrower one is kept. */
export function intersect(a: Capability, b: Capability): Capability {
  const common = new Map<string, Grant>()
  for (const left of a) {
    for (const right of b) {
      const narrower = covers(right, left) ? left : covers(left, right) ? right : null
      const operations = commonOperations(left.operations, right.operations)
      if (!narrower || operations.size === 0) continue

      const known = common.get(narrower.resource)?.operations ?? []
      common.set(narrower.resource, { ...narrower, operations: simplified([...known, ...operations]) })
    }
  }
  return sorted([...common.values()])
}

/** Whether a grant that matches the channel includes the operation. */
export function allows(capability: Capability, operation: string, channel: string): boolean {
  return allowedOn(capability, channel)(operation)
}

/** Like {@link allows}, for checking many operations on one channel. */
export function allowedOn(capability: Capability, channel: string): (operation: string) => boolean {
  const segments = channel.split(':')
  const grants = capability.filter((candidate) => matches(candidate, segments))
  return (operation) => grants.some(({ operations }) => operations.has('*') || operations.has(operation))
}

/** @throws RealtimeError `capability_denied` */
export function demand(capability: Capability, operation: string, channel: string): void {
  if (!allows(capability, operation, channel))
    throw new RealtimeError('capability_denied', `the capability does not grant ${operation} here`)
}

function grant(resource: string, operations: unknown): Grant {
  if (!Array.isArray(operations) || operations.length === 0) refuse('has a resource without operations')
  if (!operations.every((operation) => OPERATIONS.has(operation))) refuse('has an unknown operation')
  if (operations.length > 1 && operations.includes('*')) refuse('has * beside other operations')

  const [, qualifier = '', name = ''] = /^(?:\[([^\]]*)\])?(.*)$/s.exec(resource) ?? []
  if (name === '') refuse('has a resource without a name')
  return { resource, qualifier, segments: name.split(':'), operations: new Set(operations) }
}

/** A `*` matches exactly one segment, a trailing one one or more. The channels passed here have no qualifier. */
function matches({ qualifier, segments }: Grant, channel: readonly string[]): boolean {
  if (qualifier !== '' && qualifier !== '*') return false
  if (segments.length > channel.length) return false
  if (segments.length < channel.length && segments.at(-1) !== '*') return false
  return segments.every((segment, index) => segment === '*' || segment === channel[index])
}

/** Whether `a` matches everything that `b` matches. */
function covers(a: Grant, b: Grant): boolean {
  if (a.qualifier !== '*' && a.qualifier !== b.qualifier) return false
  if (a.segments.length > b.segments.length) return false

  const last = a.segments.length - 1
  if (a.segments.length < b.segments.length && a.segments[last] !== '*') return false
  return a.segments.every((segment, index) => {
    const other = b.segments[index]
    if (segment !== '*') return segment === other
    // A single segment cannot cover a trailing `*`, which may match several.
    return index === last || other !== '*' || index < b.segments.length - 1
  })
}

function commonOperations(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a.has('*')) return b
  if (b.has('*')) return a
  return new Set([...a].filter((operation) => b.has(operation)))
}

function simplified(operations: string[]): ReadonlySet<string> {
  return new Set(operations.includes('*') ? ['*'] : operations)
}

function sorted(grants: Grant[]): Capability {
  return grants.sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0))
}

function refuse(what: string): never {
  throw new RealtimeError('bad_request', `the capability ${what}`)
}
