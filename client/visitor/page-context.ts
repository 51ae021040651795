import { MAX_URL_LENGTH } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'
import { MAX_PAGE_TITLE_LENGTH } from '@/contract/sites/frame-limits'
import { isStorable } from '@/contract/text'
import type { VisitorPage } from './host/host'

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

/** A page as `putPage` takes it. */
export type VisitorsPlace = { address: string; title?: string }

/** The page that the visitor is on, as the server takes it; `null` where the page does not say. */
export function pageVisit({ address, title }: VisitorPage): VisitorsPlace | null {
  const { pageUrl } = webAddress('pageUrl', address)
  // A cut may have halved the last character.
  const short = title?.slice(0, MAX_PAGE_TITLE_LENGTH).replace(/[\ud800-\udbff]$/, '') ?? ''
  return pageUrl === undefined
    ? null
    : { address: pageUrl, ...(isStorable(short) && short !== '' && { title: short }) }
}

/** Without query and fragment, which often carry secrets. */
function webAddress<Name extends 'pageUrl' | 'referrer'>(
  name: Name,
  address: string | null,
): { [Key in Name]?: string } {
  if (address === null || !URL.canParse(address)) return {}
  const { protocol, origin, pathname } = new URL(address)
  const short = origin + pathname
  return /^https?:$/.test(protocol) && short.length <= MAX_URL_LENGTH
    ? ({ [name]: short } as { [Key in Name]?: string })
    : {}
}
