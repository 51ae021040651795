import type { Page } from '@playwright/test'

/** Wraps each text of the page in elements, as browsers' translators do. */
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
      // A translation is a new text: the node that the page knows is gone.
      inner.append(document.createTextNode(text.data))
      outer.append(inner)
    }
  })
}

/** Runs before a page's own scripts: blocks site data, but not cookies. */
export function blockStorage(): void {
  const refuse = () => {
    throw new DOMException('The request was denied.', 'SecurityError')
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, { get: refuse })
  }
}

/** Runs before a page's own scripts: removes, breaks or hangs the APIs with which tabs communicate. */
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

/** Swallows keys typed outside a field, like extensions with shortcuts of their own. */
export async function takeKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const swallow = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return
      if ('jkfg/?'.includes(event.key)) event.stopImmediatePropagation()
    }
    window.addEventListener('keydown', swallow, true)
  })
}
