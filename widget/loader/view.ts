import { badgeText } from '@/client/visitor/badge-text'
import { COMPACT, type LoaderSite } from '@/contract/sites/loader-site'
import { adopt } from './adopt'
import { element, icon } from './element'
import { unreadName } from './words'

const CHAT =
  'M12 3c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-.9 0-1.8-.1-2.6-.3L4.5 21v-4.4C3 15.1 3 12.9 3 10.7 3 6.4 7 3 12 3z'
const DOWN = 'M12 16 5 9l1-1 6 6 6-6 1 1z'

type Actions = { onIntent: () => void; onPress: () => void; onClose: () => void; onRetry: () => void }

/** The chat's elements on the page. */
export type View = {
  /** Adds the chat to the page, unless it is there. Restores it if the page has removed it. */
  mount: () => void
  unmount: () => void
  /** Inserts the frame into the panel, which makes it load; `null` removes it. */
  insert: (frame: HTMLIFrameElement | null) => void
  /** Shows the frame, a placeholder while it loads, or an error. */
  showState: (state: 'waiting' | 'ready' | 'failed') => void
  /** @param isAsked whether the visitor opened it on this page */
  openPanel: (isAsked: boolean, takesFocus: boolean) => void
  /** Returns the focus to the launcher if it was in the panel. */
  closePanel: () => void
  focusFrame: () => void
  showBadge: (count: number) => void
  /** Shows the frame as a preview card above the launcher, with this height in CSS pixels; 0 hides it. */
  showPreview: (height: number) => void
  /** Hides or shows the launcher. */
  conceal: (isHidden: boolean) => void
}

/**
 * Creates the launcher and the panel, in a shadow tree to isolate their styles from the page's. Not a class, because private
 * fields would add a tenth to the script's size.
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
  // `pointerenter` also fires on touch.
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
  renderLauncher()

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
      // Not `show()`, which would move the focus.
      panel.open = true
      freeScroll()
    }
    panel.setAttribute('aria-modal', String(isModal))
    place()
  }

  /** Fits the panel to the area that a phone's keyboard leaves visible, which the frame cannot measure. */
  function place() {
    if (!isOpen || !visualViewport) return
    panel.style.setProperty('--top', `${visualViewport.offsetTop}px`)
    panel.style.setProperty('--height', `${visualViewport.height}px`)
  }

  function renderLauncher() {
    const count = isOpen ? 0 : unreadCount
    const name = isOpen ? words.closeChat : words.openChat
    launcher.replaceChildren(icon(isOpen ? DOWN : CHAT), isOpen ? '' : site.label, badge)
    launcher.setAttribute('aria-label', count > 0 ? unreadName(site, count) : name)
    launcher.setAttribute('aria-expanded', String(isOpen))
    // The open panel has its own close button; one tab stop is enough.
    launcher.tabIndex = isOpen ? -1 : 0
    badge.textContent = count > 0 ? badgeText(count) : ''
  }

  function closePanel() {
    if (!isOpen) return
    const hadFocus = root.activeElement !== null
    isOpen = false
    if (panel.open) panel.close()
    freeScroll()
    renderLauncher()
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
      renderLauncher()
    },
    closePanel,
    focusFrame,
    showBadge(count) {
      unreadCount = count
      renderLauncher()
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

/** Keeps the page behind a full-screen panel from scrolling. Returns a function that unlocks it. */
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
