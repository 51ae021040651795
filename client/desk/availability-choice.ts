import { StoredFlag } from '@/client/browser/stored-flag'

const flags = new Map<string, StoredFlag>()

/** Set while this agent says, in this browser, that they are away. One for the page, so that all who ask hear of a change. */
export function awayFlag(agentId: string): StoredFlag {
  const flag = flags.get(agentId) ?? new StoredFlag(`away:${agentId}`)
  flags.set(agentId, flag)
  return flag
}
