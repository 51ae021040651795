/** A chat server under measurement, started as processes of its own. */
export type System = {
  name: string
  /** Conversations that can be posted to, each with a listener attached. */
  openConversations(count: number): Promise<BenchConversation[]>
  /** The processes that make it up, the database's included. */
  processIds(): number[]
  stop(): Promise<void>
}

/** One conversation, seen from both ends. */
export type BenchConversation = {
  /** Posts a text; resolves when the server has acknowledged it. */
  post(content: string): Promise<void>
  /** Calls back with every text that reaches the other side. One listener; the newest counts. */
  onDelivered(listener: (content: string) => void): void
}
