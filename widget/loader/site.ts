import type { LoaderSite } from '@/contract/sites/loader-site'

/**
 * The site's public settings, which the server puts in front of the script; `null` where the tag names its site in `data-key`. In a
 * block around the script, so that it is no name of the page's.
 */
declare const PORCHLIGHT_SITE: LoaderSite | null

/** The tag's origin and site, as far as they are known without a request, and the language that it asks for (`data-locale`). */
export type Tag = { origin: string; key: string | null; locale: string; site: LoaderSite | null }

/** Reads the tag that loads this script. `null` where nothing says where it came from. */
export function readTag(): Tag | null {
  const script =
    document.currentScript ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null
  const { origin, searchParams } = new URL(script.src)
  const { key = null, locale = '' } = script.dataset
  return { origin, key: searchParams.get('key') ?? key, locale, site: PORCHLIGHT_SITE }
}

/**
 * The settings of the tag's site. They are fetched where the script did not bring them in the language that the tag or the page
 * wants. `null`: there is no such site, or no answer.
 */
export async function findSite({ origin, key, locale, site }: Tag): Promise<LoaderSite | null> {
  const wanted = locale || document.documentElement.lang || navigator.language
  if (key === null || (site !== null && isIn(wanted, site.language))) return site
  try {
    const address = `${origin}/widget/${encodeURIComponent(key)}.json?locale=${encodeURIComponent(wanted)}`
    const answer = await fetch(address, { credentials: 'omit' })
    return answer.ok ? ((await answer.json()) as LoaderSite) : site
  } catch {
    return site
  }
}

function isIn(locale: string, language: string): boolean {
  return locale === '' || locale.split('-', 1)[0]?.toLowerCase() === language
}
