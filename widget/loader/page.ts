import { MAX_URL_LENGTH } from '@/contract/limits'
import { MAX_LANGUAGE_LENGTH, MAX_PAGE_TITLE_LENGTH } from '@/contract/sites/frame-limits'
import type { PageMessage } from '@/contract/sites/frame-messages'

/** How often the address is looked at in browsers that do not tell of its changes, in milliseconds. */
const LOOK_MS = 1_000

/** A page gets its title after its address. */
const TITLE_MS = 300

/** Describes the current page, without query and fragment, which often contain secrets. */
export function describePage(locale: string): PageMessage {
  return {
    type: 'page',
    address: bare(location.href),
    title: document.title.slice(0, MAX_PAGE_TITLE_LENGTH),
    referrer: bare(document.referrer),
    language: tag(document.documentElement.lang),
    locale: tag(locale),
  }
}

function tag(language: string): string {
  return language.length > MAX_LANGUAGE_LENGTH ? '' : language
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
