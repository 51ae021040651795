/** Under which an agent's unsent reply is kept. Several agents may use one browser. */
export function draftKeyOf(agentId: string, conversationId: string): string {
  return `agent:${agentId}:${conversationId}`
}
