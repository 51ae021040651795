import { readerLanguage, readerTimeZone } from '@/client/browser/locale'
import type { ConversationDraft } from '@/contract/conversation'
import { MAX_URL_LENGTH } from '@/contract/limits'

/** Where the visitor is, for the agents. Leaves out what the server would refuse. */
export function pageContext(): Pick<ConversationDraft, 'pageUrl' | 'referrer' | 'language' | 'timeZone'> {
  const language = readerLanguage()
  const timeZone = readerTimeZone()
  return {
    ...webAddress('pageUrl', location.href),
    ...webAddress('referrer', document.referrer),
    ...(language !== null && /^[A-Za-z0-9-]{1,35}$/.test(language) ? { language } : {}),
    ...(timeZone !== null && /^[A-Za-z0-9_+/-]{1,64}$/.test(timeZone) ? { timeZone } : {}),
  }
}

/** Without query and fragment, which often carry secrets. */
function webAddress<Name extends 'pageUrl' | 'referrer'>(name: Name, address: string) {
  if (!URL.canParse(address)) return {}
  const { protocol, origin, pathname } = new URL(address)
  const short = origin + pathname
  return /^https?:$/.test(protocol) && short.length <= MAX_URL_LENGTH ? { [name]: short } : {}
}
