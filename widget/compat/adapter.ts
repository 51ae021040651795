import type { LoaderSite } from '@/contract/sites/loader-site'
import { complain } from '../loader/complain'
import type { Tag } from '../loader/site'
import { start } from '../loader/start'

/** As in `widget/loader/site.ts`: the settings that the server puts in front of the script, where its address names a site. */
declare const PORCHLIGHT_SITE: LoaderSite | null

/** Where this script came from, and the site that the server knew from its address. */
export type Source = { origin: string; site: LoaderSite | null }

/** A call of ours, as the loader takes it. */
export type Call = (name: string, ...values: unknown[]) => void

/**
 * Reads where the running script came from; `null` where nothing says so.
 *
 * @param path what its address holds, for pages that run it in another way than by its element
 */
export function readSource(path: string): Source | null {
  const script = document.currentScript ?? document.querySelector<HTMLScriptElement>(`script[src*="${path}"]`)
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null
  return { origin: new URL(script.src).origin, site: PORCHLIGHT_SITE }
}

/** Brings the chat, and returns how to call it. Calls made at once are heard before the chat asks the page anything. */
export function startChat(tag: Tag, prepare: (site: LoaderSite) => LoaderSite): Call {
  start(tag, prepare)
  // The loader's own, so that a page which replaces the name later does not get between.
  return window.Porchlight as Call
}

/** Names a call that we have no counterpart of, once. */
export function createNamer(origin: string): (call: string) => void {
  const named = new Set<string>()
  return (call) => {
    if (named.has(call) || named.size >= MOST_NAMED) return
    named.add(call)
    complain('no_counterpart', origin, call)
  }
}

/** A page that calls by random names does not fill the console. */
const MOST_NAMED = 50
