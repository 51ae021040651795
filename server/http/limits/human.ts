import { MIN_OPEN_MS } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'
import { SupportError } from '@/server/errors'

/**
 * Refuses form-filling bots, which fill in the honeypot field or are faster than people. Bots written for Porchlight pass; rate
 * limits bound those.
 *
 * @throws SupportError `looks_automated`; `too_fast` with the seconds to wait
 */
export function requireHuman({ website = '', openedForMs = MIN_OPEN_MS }: ConversationDraft): void {
  if (website !== '') throw new SupportError('looks_automated')
  const tooEarlyMs = MIN_OPEN_MS - openedForMs
  if (tooEarlyMs > 0) throw new SupportError('too_fast', { retryAfterSeconds: tooEarlyMs / 1000 })
}
