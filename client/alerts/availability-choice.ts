import { StoredFlag } from '@/client/browser/stored-flag'

const flags = new Map<string, StoredFlag>()

/** Whether this agent is set to "away" in this browser. One per page, so that all subscribers see changes. */
export function awayFlag(agentId: string): StoredFlag {
  const flag = flags.get(agentId) ?? new StoredFlag(`away:${agentId}`)
  flags.set(agentId, flag)
  return flag
}
