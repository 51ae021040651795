import { createHmac } from 'node:crypto'
import { Authenticator } from '../auth/authenticator'
import { ConnectionKeys } from '../auth/connection-key'
import { type KeyInit, KeyRing } from '../auth/key'
import { NonceMemory } from '../auth/nonce-memory'
import { Revocations } from '../auth/revocation'
import { TIMESTAMP_WINDOW_MS } from '../auth/token-request'
import { RealtimeError } from '../errors'
import type { Limits, NamespaceOptions, Settings, Timings } from '../options'
import { MemoryBroker } from '../store/memory-broker'
import type { SharedBound } from '../store/shared-bound'
import { fail } from './disconnect'
import { Hub } from './hub'
import { Namespaces } from './namespaces'

/** An application: its keys, channels and connections. */
export type App = {
  id: string
  /** The request that created it, if it was provisioned over REST; `null` for apps in the settings. */
  provisioned: AppInit | null
  keys: KeyRing
  authenticator: Authenticator
  nonces: NonceMemory
  hub: Hub
}

export type AppInit = {
  id: string
  keys: readonly KeyInit[]
  namespaces: readonly NamespaceOptions[]
  /** Overrides the general limit. */
  maxPresenceMembers?: number
}

/**
 * @param bound shared limit on what all apps store
 * @throws Error for invalid keys
 */
export function createApp(
  init: AppInit,
  { connectionSecret, timings, clock, ...settings }: Settings,
  bound: SharedBound,
): App {
  const { id, keys: keyInits, maxPresenceMembers = settings.limits.maxPresenceMembers } = init
  const limits = { ...settings.limits, maxPresenceMembers }
  const namespaces = new Namespaces(init.namespaces)
  const keys = new KeyRing(keyInits)
  const revocations = new Revocations()
  const authenticator = new Authenticator(keys, revocations, clock)
  // Each app derives a secret of its own, so that connection keys are not valid across apps.
  const secret = createHmac('sha256', connectionSecret).update(id).digest('base64url')
  const hub = new Hub({
    authenticator,
    connectionKeys: new ConnectionKeys(secret),
    revocations,
    broker: new MemoryBroker(retentionOf(namespaces, limits, timings), clock, bound),
    namespaces,
    clock,
    limits,
    tokenLimits: new Map(keys.list().map(({ name, tokenLimits }) => [name, tokenLimits])),
    timings,
  })
  return { id, provisioned: null, keys, authenticator, nonces: new NonceMemory(TIMESTAMP_WINDOW_MS), hub }
}

function retentionOf(namespaces: Namespaces, limits: Limits, timings: Timings) {
  const usual = { ...limits, historyMs: timings.historyMs }
  const persisted = {
    historyMs: timings.persistedHistoryMs,
    maxHistoryEntries: limits.maxPersistedEntries,
    maxHistorySize: limits.maxPersistedSize,
  }
  return (channel: string) => (namespaces.isPersisted(channel) ? persisted : usual)
}

/** Ends an app and all its connections. */
export function endApp({ hub }: App): void {
  for (const connection of hub.connections.values())
    fail(hub, connection, new RealtimeError('not_found', 'the application was deleted'))
  hub.close()
  hub.broker.clear()
}
