import type { LoaderSite } from '@/contract/sites/loader-site'
import { complain } from '../loader/complain'
import type { Tag } from '../loader/site'
import { start } from '../loader/start'

/** The site's settings, which the server prepends to the script if its URL names a site; see `widget/loader/site.ts`. */
declare const PORCHLIGHT_SITE: LoaderSite | null

/** The origin of this script, and the site if the script's URL names one. */
export type Source = { origin: string; site: LoaderSite | null }

/** The loader's own call function. */
export type Call = (name: string, ...values: unknown[]) => void

/**
 * Finds out where the running script came from; `null` if unknown.
 *
 * @param path part of the script's URL, to find its element if `document.currentScript` is not set
 */
export function readSource(path: string): Source | null {
  const script = document.currentScript ?? document.querySelector<HTMLScriptElement>(`script[src*="${path}"]`)
  if (!(script instanceof HTMLScriptElement) || script.src === '') return null
  return { origin: new URL(script.src).origin, site: PORCHLIGHT_SITE }
}

/** Starts the chat and returns its call function. Calls made right away are handled before the chat requests the identity. */
export function startChat(tag: Tag, prepare: (site: LoaderSite) => LoaderSite): Call {
  start(tag, prepare)
  // Keep the function itself: the page may replace the global later.
  return window.Porchlight as Call
}

/** Creates a function that warns in the console about an unsupported call, once per call name. */
export function createWarner(origin: string): (call: string) => void {
  const warned = new Set<string>()
  return (call) => {
    if (warned.has(call) || warned.size >= MAX_WARNINGS) return
    warned.add(call)
    complain('no_counterpart', origin, call)
  }
}

/** Keeps a page with random call names from flooding the console. */
const MAX_WARNINGS = 50
