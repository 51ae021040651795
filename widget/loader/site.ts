import type { LoaderSite } from '@/contract/sites/loader-site'

/**
 * The site's public settings, which the server prepends to the script; `null` if the tag names its site in `data-key`. Declared in
 * a block around the script, so that it is not a global.
 */
declare const PORCHLIGHT_SITE: LoaderSite | null

/** The script tag: Porchlight's origin, the site as far as it is known without a request, and the language (`data-locale`). */
export type Tag = { origin: string; key: string | null; locale: string; site: LoaderSite | null }

/** Reads the tag that loaded this script; `null` if it cannot be found. */
export function readTag(): Tag | null {
  const script =
    document.currentScript ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null
  const { origin, searchParams } = new URL(script.src)
  const { key = null, locale = '' } = script.dataset
  return { origin, key: searchParams.get('key') ?? key, locale, site: PORCHLIGHT_SITE }
}

/**
 * Returns the settings of the tag's site, fetching them unless they came with the script in the right language. `null` if there is
 * no such site or no response.
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
