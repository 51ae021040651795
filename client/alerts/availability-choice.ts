import { StoredFlag } from '@/client/browser/stored-flag'

const flags = new Map<string, StoredFlag>()

/** Whether this agent has set themselves to "away" in this browser. One per page, so that every subscriber sees a change. */
export function awayFlag(agentId: string): StoredFlag {
  const flag = flags.get(agentId) ?? new StoredFlag(`away:${agentId}`)
  flags.set(agentId, flag)
  return flag
}
