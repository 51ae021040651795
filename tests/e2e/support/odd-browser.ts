import type { Page } from '@playwright/test'

/** Puts each text of the page into elements of its own, as the translators of browsers do. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      if (text.data.trim() === '' || text.parentElement?.closest('script, style, textarea')) continue
      const outer = document.createElement('font')
      const inner = document.createElement('font')
      text.replaceWith(outer)
      // A translation is another text: the node that the page knows is gone.
      inner.append(document.createTextNode(text.data))
      outer.append(inner)
    }
  })
}

/** Runs before a page's own scripts: site data are blocked, but cookies. */
export function blockStorage(): void {
  const refuse = () => {
    throw new DOMException('The request was denied.', 'SecurityError')
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, { get: refuse })
  }
}

/** Runs before a page's own scripts: what tabs talk to each other with is not there, throws, or never answers. */
export function breakTabApis(how: 'missing' | 'refusing' | 'silent'): void {
  const refused = () => new DOMException('The request was denied.', 'SecurityError')
  const locks = {
    missing: undefined,
    refusing: {
      request: async () => Promise.reject(refused()),
      query: async () => Promise.reject(refused()),
    },
    silent: { request: () => new Promise(() => {}), query: () => new Promise(() => {}) },
  }
  class Channel extends EventTarget {
    constructor() {
      super()
      if (how === 'refusing') throw refused()
    }
    postMessage() {}
    close() {}
  }
  Object.defineProperty(navigator, 'locks', { get: () => locks[how] })
  Object.defineProperty(window, 'BroadcastChannel', { value: how === 'missing' ? undefined : Channel })
}

/** Swallows keys typed outside a field, as extensions with keys of their own do. */
export async function takeKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const swallow = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return
      if ('jkfg/?'.includes(event.key)) event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', swallow, true)
  })
}
