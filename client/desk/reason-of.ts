import { ApiError } from '@/client/api/api-error'
import { inboxWords } from '@/client/words/inbox/words'

const { t } = inboxWords

/** Why a request failed and what to do about it, in a sentence or two. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return t('notReached')
  if (error.code === 'not_authenticated') return t('signInAgain')
  if (error.code === 'signed_in_as_another') return t('anotherReload')
  if (error.code === 'forbidden') return t('adminsOnly')
  if (error.code === 'not_found') return t('existsNoMore')
  return t('ourFault')
}
