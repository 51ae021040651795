import { badgeText } from '@/client/visitor/badge-text'
import { COMPACT, type LoaderSite } from '@/contract/sites/loader-site'
import { adopt } from './adopt'
import { element, icon } from './element'
import { unreadName } from './words'

const CHAT =
  'M12 3c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-.9 0-1.8-.1-2.6-.3L4.5 21v-4.4C3 15.1 3 12.9 3 10.7 3 6.4 7 3 12 3z'
const DOWN = 'M12 16 5 9l1-1 6 6 6-6 1 1z'

type Actions = { onIntent: () => void; onPress: () => void; onClose: () => void; onRetry: () => void }

/** What the visitor sees of us in the page. */
export type View = {
  /** Puts it into the page, again where the page has removed it. */
  mount: () => void
  unmount: () => void
  /** Puts the frame into the panel, where it begins to load; `null` removes it. */
  insert: (frame: HTMLIFrameElement | null) => void
  /** Whether the frame can be seen, is waited for, or has failed. */
  showState: (state: 'waiting' | 'ready' | 'failed') => void
  /** @param isAsked whether the visitor has asked for it on this page */
  openPanel: (isAsked: boolean, takesFocus: boolean) => void
  /** Gives the focus back to the launcher if it was in the panel. */
  closePanel: () => void
  focusFrame: () => void
  showBadge: (count: number) => void
  /** Shows the frame as a card above the closed launcher, this many CSS pixels high; 0 hides it again. */
  showPreview: (height: number) => void
  /** Hides or shows the launcher. */
  conceal: (isHidden: boolean) => void
}

/**
 * Launcher and panel in a shadow tree: nothing of the page's styles comes in, and none of ours goes out. Not a class, whose
 * private fields would cost a tenth of the script.
 */
export function createView(site: LoaderSite, { onIntent, onPress, onClose, onRetry }: Actions): View {
  const { words } = site
  const compact = matchMedia(COMPACT)
  const button = (label: string, onClick: () => void) => {
    const made = element('button', { type: 'button' }, label)
    made.onclick = onClick
    return made
  }
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true' })
  const said = element('span', { class: 'said', role: 'status' })
  const launcher = element('button', { type: 'button', class: 'launcher' })
  const corner = element('div', { class: 'corner' }, launcher, said)
  const failure = element(
    'div',
    { class: 'failure', role: 'alert' },
    words.chatNotHere,
    site.contactEmail ? element('a', { href: `mailto:${site.contactEmail}` }, site.contactEmail) : '',
    button(words.tryAgain, onRetry),
    button(words.closeChat, onClose),
  )
  const panel = element('dialog', { class: 'panel', 'aria-label': words.chat }, failure)
  const host = element('div', { 'data-porchlight': '' })
  const root = host.attachShadow({ mode: 'open' })
  let isOpen = false
  let unreadCount = 0
  let frame: HTMLIFrameElement | null = null
  let unlockScroll: (() => void) | null = null

  adopt(root, site.styles)
  root.append(corner, panel)
  // A finger enters, too, as it touches.
  launcher.onpointerenter = onIntent
  launcher.onfocus = onIntent
  launcher.onclick = onPress
  host.onkeydown = (event) => {
    if (isOpen && event.key === 'Escape') end(event)
  }
  panel.oncancel = end
  compact.onchange = () => {
    if (!isOpen) return
    panel.close()
    showPanel()
  }
  for (const name of ['resize', 'scroll']) visualViewport?.addEventListener(name, place)
  drawLauncher()

  function end(event: Event) {
    event.preventDefault()
    onClose()
  }

  function freeScroll() {
    unlockScroll?.()
    unlockScroll = null
  }

  function showPanel() {
    const isModal = compact.matches
    if (isModal) {
      panel.showModal()
      unlockScroll ??= lockScroll()
    } else {
      // `show()` would move the focus by itself.
      panel.open = true
      freeScroll()
    }
    panel.setAttribute('aria-modal', String(isModal))
    place()
  }

  /** Where a phone's keyboard leaves room: the frame cannot see that. */
  function place() {
    if (!isOpen || !visualViewport) return
    panel.style.setProperty('--top', `${visualViewport.offsetTop}px`)
    panel.style.setProperty('--height', `${visualViewport.height}px`)
  }

  function drawLauncher() {
    const count = isOpen ? 0 : unreadCount
    const name = isOpen ? words.closeChat : words.openChat
    launcher.replaceChildren(icon(isOpen ? DOWN : CHAT), isOpen ? '' : site.label, badge)
    launcher.setAttribute('aria-label', count > 0 ? unreadName(site, count) : name)
    launcher.setAttribute('aria-expanded', String(isOpen))
    // The open panel has a button of its own that closes it: one Tab stop for that is enough.
    launcher.tabIndex = isOpen ? -1 : 0
    badge.textContent = count > 0 ? badgeText(count) : ''
  }

  function closePanel() {
    if (!isOpen) return
    const hadFocus = root.activeElement !== null
    isOpen = false
    if (panel.open) panel.close()
    freeScroll()
    drawLauncher()
    if (hadFocus) launcher.focus()
  }

  function focusFrame() {
    frame?.focus()
  }

  return {
    mount() {
      if (!host.isConnected) document.body.append(host)
    },
    unmount() {
      closePanel()
      host.remove()
    },
    insert(made) {
      frame?.remove()
      frame = made
      if (made !== null) panel.append(made)
    },
    showState(state) {
      panel.dataset.state = state
    },
    openPanel(isAsked, takesFocus) {
      isOpen = true
      panel.classList.toggle('restored', !isAsked)
      showPanel()
      if (takesFocus) focusFrame()
      drawLauncher()
    },
    closePanel,
    focusFrame,
    showBadge(count) {
      unreadCount = count
      drawLauncher()
      said.textContent = count > 0 && !isOpen ? unreadName(site, count) : ''
    },
    showPreview(height) {
      panel.style.setProperty('--preview', `${height}px`)
      panel.classList.toggle('preview', height > 0)
    },
    conceal(isHidden) {
      corner.hidden = isHidden
    },
  }
}

/** Keeps the page behind a full screen where it is. Returns how to let go. */
function lockScroll(): () => void {
  const { style } = document.documentElement
  const before = style.overflow
  const [left, top] = [scrollX, scrollY]
  style.overflow = 'hidden'
  return () => {
    style.overflow = before
    if (scrollX !== left || scrollY !== top) scrollTo({ left, top, behavior: 'instant' })
  }
}
