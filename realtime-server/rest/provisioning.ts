import { randomBytes } from 'node:crypto'
import { formatCapability, parseCapability, toCapability } from '../auth/capability'
import type { App } from '../core/app'
import { changePresence, SEEDED } from '../core/presence'
import { RealtimeError } from '../errors'
import type { KeyOptions, NamespaceOptions } from '../options'
import { PresenceAction } from '../protocol/actions'
import { parseChannelName } from '../protocol/channel-name'
import { readPresence } from '../protocol/read-presence'
import { isObject } from '../protocol/read-protocol-message'
import type { Call, Reply } from './call'

type Fields = Record<string, unknown>

/** Keeps forgotten apps from filling the memory. */
const MAX_APPS = 1_000

/**
 * POST /apps: creates an app with keys, namespaces and members, as Ably's sandbox does for the tests of client libraries.
 * Open to every client that can reach the server, hence only with the option `provisioning`.
 */
export async function createApplication(call: Call): Promise<Reply> {
  const body = await call.body(call.apps.settings.limits.maxRequestSize)
  if (!isObject(body)) throw new RealtimeError('bad_request', 'an app must be an object')
  if (call.apps.all().length >= MAX_APPS)
    throw new RealtimeError('too_many_apps', `at most ${MAX_APPS} apps; delete some`)

  const id = freshId(call)
  const keys = listOf(body, 'keys', [{}]).map((key) => readKey(id, key))
  const namespaces = listOf(body, 'namespaces').map(readNamespace)
  const maxPresenceMembers = maxMembersOf(body)
  const init = { id, keys, namespaces, ...(maxPresenceMembers !== null && { maxPresenceMembers }) }
  const app = call.apps.provision(init)
  for (const channel of listOf(body, 'channels')) seed(app, channel)
  call.apps.add(app)
  return { status: 201, body: describe(app, namespaces) }
}

/** DELETE /apps/{appId}: deletes an app. Requires its first key. */
export function deleteApplication(call: Call): Reply {
  const identity = call.identity()
  const { app } = call
  if (identity.kind !== 'key') throw new RealtimeError('key_needed', 'only a key can delete its app')
  if (app.id !== call.name || app.keys.list()[0]?.name !== identity.keyName)
    throw new RealtimeError('wrong_key', 'deleting an app requires its first key')
  call.apps.remove(app)
  return { status: 204, body: null }
}

function freshId(call: Call): string {
  for (;;) {
    const id = randomBytes(5).toString('base64url').slice(0, 6)
    if (!call.apps.find(id)) return id
  }
}

function readKey(appId: string, value: unknown): KeyOptions {
  if (!isObject(value)) throw new RealtimeError('bad_request', 'a key must be an object')
  const { capability, revocableTokens } = value
  return {
    name: `${appId}.${randomBytes(5).toString('base64url').slice(0, 6)}`,
    secret: randomBytes(24).toString('base64url'),
    revocableTokens: revocableTokens === true,
    capability: readCapability(capability ?? { '*': ['*'] }),
  }
}

/** A capability, as text or as an object. */
function readCapability(value: unknown): Record<string, string[]> {
  const capability = typeof value === 'string' ? parseCapability(value) : toCapability(value)
  return JSON.parse(formatCapability(capability))
}

function readNamespace(value: unknown): NamespaceOptions {
  if (!isObject(value) || typeof value.id !== 'string' || value.id === '')
    throw new RealtimeError('bad_request', 'a namespace needs an id')
  return {
    id: value.id,
    persisted: value.persisted === true,
    mutableMessages: value.mutableMessages === true,
  }
}

function maxMembersOf({ limits }: Fields): number | null {
  const presence = isObject(limits) ? limits.presence : undefined
  const maxMembers = isObject(presence) ? presence.maxMembers : undefined
  return typeof maxMembers === 'number' && Number.isSafeInteger(maxMembers) ? maxMembers : null
}

/** Adds members without a connection, which never leave. */
function seed({ hub }: App, value: unknown): void {
  if (!isObject(value) || typeof value.name !== 'string')
    throw new RealtimeError('bad_request', 'a channel needs a name')
  const members = listOf(value, 'presence').map((member) =>
    isObject(member) ? { ...member, action: PresenceAction.enter } : member,
  )
  if (members.length === 0) return
  changePresence(
    hub.channel(parseChannelName(value.name).name),
    readPresence(members, hub.limits.maxRequestSize),
    { connectionId: SEEDED, clientId: '*', msgSerial: 0 },
    { maxMembers: hub.limits.maxPresenceMembers, maxMembersPerClient: Infinity, now: hub.clock.now() },
  )
}

function listOf(fields: Fields, name: string, absent: unknown[] = []): unknown[] {
  const value = fields[name] ?? absent
  if (!Array.isArray(value)) throw new RealtimeError('bad_request', `${name} must be a list`)
  return value
}

function describe(app: App, namespaces: readonly NamespaceOptions[]) {
  const keys = app.keys.list().map(({ name, secret, capability, revocableTokens }, index) => ({
    id: name.split('.')[1],
    keyName: name,
    keySecret: secret,
    keyStr: `${name}:${secret}`,
    value: `${name}:${secret}`,
    name: `key ${index + 1}`,
    capability: formatCapability(capability),
    revocableTokens,
    status: 0,
  }))
  return { id: app.id, appId: app.id, accountId: 'local', status: 'enabled', keys, namespaces }
}
