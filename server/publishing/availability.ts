import { INBOX_CHANNEL } from '@/contract/channels'
import { processWide } from '@/server/process-wide'
import { ablyRest } from './ably-rest'

const REMEMBER_MS = 3_000

const memory = processWide('availability', () => ({ online: Promise.resolve(false), until: 0 }))

/** True when an agent has the inbox open. Asked of the realtime service at most every three seconds. */
export function isAgentOnline(): Promise<boolean> {
  if (Date.now() >= memory.until) {
    memory.until = Date.now() + REMEMBER_MS
    memory.online = isAnyonePresent()
  }
  return memory.online
}

async function isAnyonePresent(): Promise<boolean> {
  const page = await ablyRest().channels.get(INBOX_CHANNEL).presence.get({ limit: 1 })
  return page.items.length > 0
}
