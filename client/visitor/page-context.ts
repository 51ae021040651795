import type { ConversationDraft } from '@/contract/conversation'
import { MAX_URL_LENGTH } from '@/contract/limits'
import type { VisitorPage } from './host'

/** Where the visitor is, for the agents. Leaves out what the server would refuse. */
export function pageContext({
  address,
  referrer,
  language,
  timeZone,
}: VisitorPage): Pick<ConversationDraft, 'pageUrl' | 'referrer' | 'language' | 'timeZone'> {
  return {
    ...webAddress('pageUrl', address),
    ...webAddress('referrer', referrer),
    ...(language !== null && /^[A-Za-z0-9-]{1,35}$/.test(language) ? { language } : {}),
    ...(timeZone !== null && /^[A-Za-z0-9_+/-]{1,64}$/.test(timeZone) ? { timeZone } : {}),
  }
}

/** Without query and fragment, which often carry secrets. */
function webAddress<Name extends 'pageUrl' | 'referrer'>(name: Name, address: string | null) {
  if (address === null || !URL.canParse(address)) return {}
  const { protocol, origin, pathname } = new URL(address)
  const short = origin + pathname
  return /^https?:$/.test(protocol) && short.length <= MAX_URL_LENGTH ? { [name]: short } : {}
}
