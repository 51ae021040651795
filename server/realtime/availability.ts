import type * as Ably from 'ably'
import { parseRealtimeClientId, statusChannel, WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { AVAILABILITY_CHANGED } from '@/contract/log/event-names'
import { hasSession } from '@/server/agents/sessions'
import { processWide } from '@/server/process-wide'
import { listSites } from '@/server/sites/sites'
import { ablyRest } from './ably-rest'

/** How long to cache the realtime service's answer while the watcher is not connected, in milliseconds. */
const CACHED_MS = 1_000

/**
 * How long an available agent still counts after their last inbox disappears, in milliseconds. The service takes up to 15
 * seconds to report a broken connection, and up to 29 for a silent one (see `AGENT_HEARTBEAT_MS`): about a minute in total, at
 * most.
 */
const GRACE_MS = 35_000

const memory = processWide('availability', () => ({
  /** The watcher's current view; `null` while it is not connected. */
  seen: null as boolean | null,
  online: Promise.resolve(false),
  until: 0,
}))

/** True if an agent has the inbox open and is not away, or did until a minute ago. */
export async function isAgentOnline(): Promise<boolean> {
  if (memory.seen !== null) return memory.seen
  if (Date.now() >= memory.until) {
    memory.until = Date.now() + CACHED_MS
    memory.online = fetchAvailability()
  }
  return memory.online
}

/**
 * Watches agents' presence, and notifies visitors when the first agent becomes available and when the last one leaves. Agents
 * who set themselves away or sign out leave at once; those whose inbox just disappears may come back, and count for a while.
 *
 * @param connection a dedicated connection, because publishers release the channels that they publish to
 * @returns a function that stops watching, but does not close the connection
 */
export function watchAvailability(connection: Ably.Realtime, graceMs = GRACE_MS): () => void {
  const workspace = connection.channels.get(WORKSPACE_CHANNEL)
  /** Agents who left recently and still count until their timer fires, by client id. */
  const departed = new Map<string, ReturnType<typeof setTimeout>>()
  let notifying = Promise.resolve()

  async function refresh() {
    const members = await workspace.presence.get().catch(() => null)
    if (members === null) return
    const online = departed.size > 0 || members.some(isAvailable)
    if (online === memory.seen) return
    memory.seen = online
    // In sequence, so that the last notification is the current one. Clients that miss it ask again later.
    notifying = notifying.then(() => notifySites(connection, online)).catch(() => {})
  }
  function lose() {
    if (workspace.state !== 'attached') memory.seen = null
  }
  function forget(clientId: string) {
    clearTimeout(departed.get(clientId))
    departed.delete(clientId)
  }
  function remember(clientId: string) {
    const timer = setTimeout(() => {
      forget(clientId)
      void refresh()
    }, graceMs)
    departed.set(clientId, timer)
    void isSignedIn(clientId).then((mayComeBack) => {
      if (mayComeBack || departed.get(clientId) !== timer) return
      forget(clientId)
      void refresh()
    })
  }
  function note(change: Ably.PresenceMessage) {
    // An agent's latest status wins, whichever tab it comes from.
    forget(change.clientId)
    if (change.action === 'leave' && isAvailable(change)) remember(change.clientId)
    void refresh()
  }

  workspace.on(lose)
  workspace.on('attached', () => void refresh())
  workspace.presence.subscribe(note).catch(() => {})

  return () => {
    workspace.off()
    workspace.presence.unsubscribe()
    for (const clientId of [...departed.keys()]) forget(clientId)
    memory.seen = null
  }
}

/** While the database is unavailable, the grace period applies. */
async function isSignedIn(clientId: string): Promise<boolean> {
  const agent = parseRealtimeClientId(clientId)
  return agent !== null && (await hasSession(agent.userId).catch(() => true))
}

async function notifySites({ channels }: Ably.Realtime, online: boolean): Promise<void> {
  const sites = await listSites()
  const published = sites.map(({ id }) =>
    channels.get(statusChannel(id)).publish(AVAILABILITY_CHANGED, { online }),
  )
  await Promise.all(published)
}

async function fetchAvailability(): Promise<boolean> {
  let page = await ablyRest().channels.get(WORKSPACE_CHANNEL).presence.get({ limit: 100 })
  for (;;) {
    if (page.items.some(isAvailable)) return true
    const next = await page.next()
    if (next === null) return false
    page = next
  }
}

/** Presence without the field comes from an older page and counts as available. */
function isAvailable({ data }: Ably.PresenceMessage): boolean {
  return (data as { isAvailable?: unknown } | null)?.isAvailable !== false
}
