import { MAX_URL_LENGTH } from '@/contract/limits'
import { MAX_LANGUAGE_LENGTH, MAX_PAGE_TITLE_LENGTH } from '@/contract/sites/frame-limits'
import type { PageMessage } from '@/contract/sites/frame-messages'
import { LOOK_MS, TITLE_MS } from './timings'

/** Describes the current page, without query and fragment, which often contain secrets. */
export function describePage(locale: string): PageMessage {
  return {
    type: 'page',
    address: bare(location.href),
    title: document.title.slice(0, MAX_PAGE_TITLE_LENGTH),
    referrer: bare(document.referrer),
    language: document.documentElement.lang.slice(0, MAX_LANGUAGE_LENGTH),
    locale: locale.slice(0, MAX_LANGUAGE_LENGTH),
  }
}

/**
 * Calls `onChange` after client-side navigation and when the page's language changes. Does not patch the History API, so the page
 * is unaffected.
 */
export function followPage(onChange: () => void): void {
  let address = location.href
  const look = () => {
    if (location.href === address) return
    address = location.href
    setTimeout(onChange, TITLE_MS)
  }
  // The chat follows the page's language.
  new MutationObserver(onChange).observe(document.documentElement, { attributeFilter: ['lang'] })
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) navigation.addEventListener('currententrychange', look)
  else setInterval(look, LOOK_MS)
}

function bare(address: string): string {
  const [short = ''] = address.split(/[?#]/, 1)
  return short.length > MAX_URL_LENGTH ? '' : short
}
