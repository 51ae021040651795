import type { LoaderSite } from '@/contract/loader-site'

/**
 * The site's public settings, which the server puts in front of the script; `null` where the tag names its site in `data-key`. In a
 * block around the script, so that it is no name of the page's.
 */
declare const PORCHLIGHT_SITE: LoaderSite | null

/** The tag's origin and site, as far as they are known without a request. */
export type Tag = { origin: string; key: string | null; site: LoaderSite | null }

/** Reads the tag that loads this script. `null` where nothing says where it came from. */
export function readTag(): Tag | null {
  const script =
    document.currentScript ?? document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null
  const { origin, searchParams } = new URL(script.src)
  return { origin, key: searchParams.get('key') ?? script.dataset.key ?? null, site: PORCHLIGHT_SITE }
}

/** The settings of the tag's site, asked for where the script did not bring them. `null`: there is no such site, or no answer. */
export async function findSite({ origin, key, site }: Tag): Promise<LoaderSite | null> {
  if (site !== null || key === null) return site
  try {
    const answer = await fetch(`${origin}/widget/${encodeURIComponent(key)}.json`, { credentials: 'omit' })
    return answer.ok ? ((await answer.json()) as LoaderSite) : null
  } catch {
    return null
  }
}
