import type { LoaderSite } from '@/contract/sites/loader-site'
import type { PorchlightCalls } from '../porchlight'
import { type Chat, createChat } from './chat'
import { complain, complainOfNoChat } from './complain'
import { createEvents } from './events'
import { findSite, type Tag } from './site'

/** Marks our own function, so that a second tag can tell it from a page's queue. */
type Loaded = PorchlightCalls & { isLoaded?: true }

/**
 * Starts the chat of the tag's site. `window.Porchlight` accepts calls at once. Without a site, logs in the console why there is no
 * chat.
 *
 * @param prepare called with the site before the chat is created; may return changed settings
 */
export function start(tag: Tag, prepare?: (site: LoaderSite) => LoaderSite): void {
  const { origin } = tag
  const known = window.Porchlight as Loaded | undefined
  if (known?.isLoaded) return void complain('two_tags', origin)
  const { key } = tag
  if (key === null) return void complain('no_key', origin)

  let early: unknown[][] = Array.from(known?.q ?? [], (call) => Array.from(call))
  let make = (call: unknown[]) => void early.push(call)
  window.Porchlight = Object.assign((...call: unknown[]) => make(call), { isLoaded: true as const })

  void findSite(tag).then(async (site) => {
    if (site === null) return complainOfNoChat(origin, key)
    // A script in the head may run before the body exists.
    if (!document.body) await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve))
    const { emit, ...events } = createEvents()
    const chat = createChat(tag, prepare ? prepare(site) : site, emit)
    const calls = new Map<unknown, (...values: unknown[]) => void>(Object.entries({ ...chat, ...events }))
    make = ([name, ...values]) => {
      try {
        const call = calls.get(name)
        if (call) call(...values)
        else complain('unknown_call', origin, String(name))
      } catch (error) {
        // Reading the page's values threw. Later calls must still work.
        console.error(error)
      }
    }
    chat.boot()
    openOnClicks(chat)
    for (const call of early) make(call)
    early = []
  })
}

function openOnClicks({ show }: Chat): void {
  document.addEventListener('click', (event) => {
    const [target] = event.composedPath()
    if (!(target instanceof Element) || target.closest('[data-porchlight-open]') === null) return
    event.preventDefault()
    show()
  })
}
