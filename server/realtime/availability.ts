import type * as Ably from 'ably'
import { parseRealtimeClientId, statusChannel, WORKSPACE_CHANNEL } from '@/contract/log/channels'
import { AVAILABILITY_CHANGED } from '@/contract/log/event-names'
import { hasSession } from '@/server/agents/sessions'
import { processWide } from '@/server/process-wide'
import { listSites } from '@/server/sites/sites'
import { ablyRest } from './ably-rest'

/** For how long the realtime service's answer holds while nobody watches, in milliseconds. */
const REMEMBER_MS = 1_000

/**
 * For how long an available agent still counts after their last inbox is gone, in milliseconds. The service takes up to 15 seconds to
 * say so of a broken connection, and up to 29 of one that fell silent (see `AGENT_HEARTBEAT_MS`): about a minute altogether, at most.
 */
const GRACE_MS = 35_000

const memory = processWide('availability', () => ({
  /** What the watcher sees; `null` while it is not connected. */
  seen: null as boolean | null,
  online: Promise.resolve(false),
  until: 0,
}))

/** True when an agent has the inbox open and is not away, or had until a minute ago. */
export async function isAgentOnline(): Promise<boolean> {
  if (memory.seen !== null) return memory.seen
  if (Date.now() >= memory.until) {
    memory.until = Date.now() + REMEMBER_MS
    memory.online = askWhoIsThere()
  }
  return memory.online
}

/**
 * Follows which agents are at work, and tells visitors when the first becomes available and when the last leaves. An agent who says
 * "away" or signs out is away at once; an inbox that is gone without that may be back in a moment, and counts for a while.
 *
 * @param connection used for nothing else: publishers release the channels that they publish to
 * @returns how to stop, which leaves the connection open
 */
export function watchAvailability(connection: Ably.Realtime, graceMs = GRACE_MS): () => void {
  const workspace = connection.channels.get(WORKSPACE_CHANNEL)
  /** Agents who left lately and still count, until the timer. By client id. */
  const departed = new Map<string, ReturnType<typeof setTimeout>>()
  let telling = Promise.resolve()

  async function look() {
    const members = await workspace.presence.get().catch(() => null)
    if (members === null) return
    const online = departed.size > 0 || members.some(isAvailable)
    if (online === memory.seen) return
    memory.seen = online
    // One after the other, so that the last word is the true one. A client that misses it asks a little later.
    telling = telling.then(() => tellEverySite(connection, online)).catch(() => {})
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
      void look()
    }, graceMs)
    departed.set(clientId, timer)
    void isSignedIn(clientId).then((mayComeBack) => {
      if (mayComeBack || departed.get(clientId) !== timer) return
      forget(clientId)
      void look()
    })
  }
  function note(change: Ably.PresenceMessage) {
    // What an agent says last holds, wherever they say it.
    forget(change.clientId)
    if (change.action === 'leave' && isAvailable(change)) remember(change.clientId)
    void look()
  }

  workspace.on(lose)
  workspace.on('attached', () => void look())
  workspace.presence.subscribe(note).catch(() => {})

  return () => {
    workspace.off()
    workspace.presence.unsubscribe()
    for (const clientId of [...departed.keys()]) forget(clientId)
    memory.seen = null
  }
}

/** While the database does not answer, the grace holds. */
async function isSignedIn(clientId: string): Promise<boolean> {
  const agent = parseRealtimeClientId(clientId)
  return agent !== null && (await hasSession(agent.userId).catch(() => true))
}

async function tellEverySite({ channels }: Ably.Realtime, online: boolean): Promise<void> {
  const sites = await listSites()
  const told = sites.map(({ id }) =>
    channels.get(statusChannel(id)).publish(AVAILABILITY_CHANGED, { online }),
  )
  await Promise.all(told)
}

async function askWhoIsThere(): Promise<boolean> {
  let page = await ablyRest().channels.get(WORKSPACE_CHANNEL).presence.get({ limit: 100 })
  for (;;) {
    if (page.items.some(isAvailable)) return true
    const next = await page.next()
    if (next === null) return false
    page = next
  }
}

/** A request without the header comes from an older page. */
function isAvailable({ data }: Ably.PresenceMessage): boolean {
  return (data as { isAvailable?: unknown } | null)?.isAvailable !== false
}
