import { COMPACT, type LoaderSite } from '@/contract/sites/loader-site'
import { element } from '../element'

/** How long to wait before greeting again in this browser. */
const PAUSE_MS = 30 * 24 * 60 * 60_000

/** How often to check whether the launcher is visible, to count the time. */
const STEP_MS = 1_000

const STYLES = `
.greeting{position:absolute;bottom:calc(100% + 14px);display:flex;width:max-content;max-width:min(300px,calc(100vw - 40px));border:1px solid light-dark(#e1e3e6,#2b2e33);border-radius:14px;background:light-dark(#fdfdfe,#131518);color:light-dark(#1b1e24,#eff0f3);box-shadow:0 4px 16px rgb(16 20 34/.2)}
.greeting.end{inset-inline-end:0}
.greeting.start{inset-inline-start:0}
.greeting button{margin:0;padding:12px;border:0;border-radius:inherit;background:none;color:inherit;text-align:start;unicode-bidi:plaintext;overflow-wrap:anywhere}
.greeting button:last-child{flex:none;align-self:start;width:44px;padding:12px 0;text-align:center}
.greeting button:hover{background:light-dark(#f1f2f4,#1f2226)}
.greeting button:focus-visible{outline:2px solid light-dark(#1b1e24,#eff0f3);outline-offset:-3px}
@media ${COMPACT}{.greeting{display:none}}
@media (prefers-reduced-motion:no-preference){.greeting{animation:rise .2s ease-out}}`

/**
 * Shows the site's greeting next to the launcher once that has been visible for as long as the site wants, at most once in thirty
 * days in this browser. Never to visitors who have a conversation or have opened the chat on this page, nor on small screens, nor
 * if storage is blocked, because they would be greeted on every page.
 */
export function greet({ key, greeting }: LoaderSite): void {
  if (!greeting) return
  const { text, afterSeconds, side, dismiss } = greeting
  const greetedAt = `porchlight:${key}:greeted`
  let seen = 0
  let bubble: HTMLElement | null = null
  const timer = setInterval(step, STEP_MS)
  window.Porchlight?.('on', 'open', end)

  function step() {
    if (document.visibilityState === 'visible' && findCorner()?.hidden === false) seen += STEP_MS
    if (seen < afterSeconds * 1_000) return
    clearInterval(timer)
    if (!matchMedia(COMPACT).matches && mayGreet()) show()
  }

  function mayGreet(): boolean {
    try {
      if (localStorage.getItem(`porchlight:${key}`) === '1') return false
      if (Date.now() - Number(localStorage.getItem(greetedAt)) < PAUSE_MS) return false
      localStorage.setItem(greetedAt, String(Date.now()))
      return true
    } catch {
      return false
    }
  }

  function show() {
    const root = findRoot()
    const corner = findCorner()
    if (!root || !corner) return
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    const words = element('button', { type: 'button' }, text)
    const cross = element('button', { type: 'button', 'aria-label': dismiss }, '✕')
    words.onclick = () => window.Porchlight?.('show')
    cross.onclick = end
    bubble = element('div', { class: `greeting ${side}`, role: 'status' })
    corner.prepend(bubble)
    // Screen readers announce only content added to an existing live region.
    bubble.append(words, cross)
  }

  function end() {
    clearInterval(timer)
    window.Porchlight?.('off', 'open', end)
    bubble?.remove()
  }
}

function findRoot(): ShadowRoot | null {
  return document.querySelector('[data-porchlight]')?.shadowRoot ?? null
}

/** The launcher's container, hidden on pages without the launcher. */
function findCorner(): HTMLElement | null {
  return findRoot()?.querySelector<HTMLElement>('.corner') ?? null
}
