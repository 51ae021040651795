/** A chat server to measure, in processes of its own. */
export type System = {
  name: string
  /** Creates conversations to post to, each with a listener attached. */
  openConversations(count: number): Promise<BenchConversation[]>
  /** All its processes, including the database's. */
  processIds(): number[]
  stop(): Promise<void>
}

/** A conversation, seen from both ends. */
export type BenchConversation = {
  /** Posts a text; resolves when the server has acknowledged it. */
  post(content: string): Promise<void>
  /** Calls back with each text that reaches the other side. Replaces an earlier listener. */
  onDelivered(listener: (content: string) => void): void
}
