import type { MessageDraft } from '@/contract/log/message'

/** Written here and not known to be stored. */
export type PendingMessage = MessageDraft & {
  createdAt: string
  /**
   * `waiting`: cannot go out at the moment, and will by itself. `slowed`: the same, because the server asked for patience.
   * `failed`: will not, unless asked to. `held`: the same, because a colleague replied that the author had not read.
   */
  status: 'sending' | 'waiting' | 'slowed' | 'failed' | 'held'
}
