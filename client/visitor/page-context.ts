import { MAX_URL_LENGTH } from '@/contract/limits'
import type { ConversationDraft } from '@/contract/log/conversation'
import { parseUrl } from '@/contract/parse-url'
import { MAX_PAGE_TITLE_LENGTH } from '@/contract/sites/frame-limits'
import { isStorable } from '@/contract/text'
import type { VisitorPage } from './host/host'

/** The visitor's page, for the agents. Leaves out what the server would refuse. */
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

/** A page as `putPage` accepts it. */
export type PageVisit = { address: string; title?: string }

/** The visitor's current page, as the server accepts it; `null` if the page does not report one. */
export function pageVisit({ address, title }: VisitorPage): PageVisit | null {
  const { pageUrl } = webAddress('pageUrl', address)
  // The cut may have split a surrogate pair.
  const short = title?.slice(0, MAX_PAGE_TITLE_LENGTH).replace(/[\ud800-\udbff]$/, '') ?? ''
  return pageUrl === undefined
    ? null
    : { address: pageUrl, ...(isStorable(short) && short !== '' && { title: short }) }
}

/** An http(s) address without its query and fragment, which often carry secrets. */
function webAddress<Name extends 'pageUrl' | 'referrer'>(
  name: Name,
  address: string | null,
): { [Key in Name]?: string } {
  const url = address === null ? null : parseUrl(address)
  if (url === null) return {}
  const { protocol, origin, pathname } = url
  const short = origin + pathname
  return /^https?:$/.test(protocol) && short.length <= MAX_URL_LENGTH
    ? ({ [name]: short } as { [Key in Name]?: string })
    : {}
}
