import type * as Ably from 'ably'
import { statusChannel, WORKSPACE_CHANNEL } from '@/contract/channels'
import { AVAILABILITY_CHANGED } from '@/contract/events'
import { processWide } from '@/server/process-wide'
import { listSites } from '@/server/sites/sites'
import { ablyRest } from './ably-rest'

/** For how long the realtime service's answer holds while nobody watches, in milliseconds. */
const REMEMBER_MS = 1_000

const memory = processWide('availability', () => ({
  /** What the watcher sees; `null` while it is not connected. */
  seen: null as boolean | null,
  online: Promise.resolve(false),
  until: 0,
}))

/** True when an agent has the inbox open and is not away. */
export async function isAgentOnline(): Promise<boolean> {
  if (memory.seen !== null) return memory.seen
  if (Date.now() >= memory.until) {
    memory.until = Date.now() + REMEMBER_MS
    memory.online = askWhoIsThere()
  }
  return memory.online
}

/**
 * Follows which agents are at work, and tells visitors when the first becomes available and when the last leaves.
 *
 * @param connection used for nothing else: publishers release the channels that they publish to
 * @returns how to stop, which leaves the connection open
 */
export function watchAvailability(connection: Ably.Realtime): () => void {
  const workspace = connection.channels.get(WORKSPACE_CHANNEL)

  async function look() {
    const members = await workspace.presence.get().catch(() => null)
    if (members === null) return
    const online = members.some(isAvailable)
    if (online === memory.seen) return
    memory.seen = online
    // A client that misses it asks a little later.
    await tellEverySite(connection, online).catch(() => {})
  }
  function lose() {
    if (workspace.state !== 'attached') memory.seen = null
  }

  workspace.on(lose)
  workspace.on('attached', () => void look())
  workspace.presence.subscribe(() => void look()).catch(() => {})

  return () => {
    workspace.off()
    workspace.presence.unsubscribe()
    memory.seen = null
  }
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
