import type { MessageDraft } from '@/contract/log/message'

/** A message written here and not confirmed by the server. */
export type PendingMessage = MessageDraft & {
  createdAt: string
  /**
   * `waiting`: cannot be sent at the moment and will be retried. `slowed`: the same, because the server requested a pause.
   * `failed`: needs a retry by the author. `held`: the same, because a colleague replied and the author had not seen it.
   */
  status: 'sending' | 'waiting' | 'slowed' | 'failed' | 'held'
}
