import { badgeText } from '@/client/visitor/badge-text'
import { MAX_CONTENT_LENGTH, MAX_TRACKED_EVENTS } from '@/contract/limits'
import type { FrameMessage } from '@/contract/sites/frame-messages'
import { COMPACT, type LoaderSite } from '@/contract/sites/loader-site'
import type { PorchlightSettings } from '../porchlight'
import { complainOfNoChat } from './complain'
import { element } from './element'
import type { Events } from './events'
import { type FrameLink, linkFrame, type SentMessage } from './frame-link'
import { createMemory } from './memory'
import { describePage, followPage } from './page'
import type { Tag } from './site'
import { createView } from './view'

/** The page's calls, by name. Their arguments are untrusted, so each accepts anything. */
export type Chat = {
  /** Shows the launcher, and restores this tab's open chat or the conversation's badge. */
  boot: (settings?: unknown) => void
  /** Sets the visitor's details and identity, and whether the launcher is hidden. */
  update: (settings: unknown) => void
  show: () => void
  hide: () => void
  toggle: () => void
  /** Opens the chat with this text in the field. */
  newMessage: (text?: unknown) => void
  openConversation: (id: unknown) => void
  /** Tracks an event, which the team sees once there is a conversation. */
  track: (name: unknown, data?: unknown) => void
  /** Removes the chat, and makes the frame delete the visitor's data. */
  shutdown: () => void
}

/** Creates the chat on the page. */
export function createChat({ origin, locale }: Tag, site: LoaderSite, emit: Events['emit']): Chat {
  const { key, words } = site
  const { hasConversation, noteConversation, wasOpen, noteOpen, onConversation, forget } = createMemory(key)
  /** Messages to send once the frame is connected. */
  const waiting: SentMessage[] = []
  /** Loads the script of optional features, which most visits never need. If the page blocks it, they are missing. */
  const late = (use: (script: typeof import('./late/main')) => void) =>
    void import(`${origin}/widget/assets/${site.late}`).then(use, () => {})
  const view = createView(site, {
    onIntent: load,
    onPress: toggle,
    onClose: hide,
    onRetry() {
      showState('waiting')
      link?.retry()
    },
  })
  const {
    mount,
    unmount,
    insert,
    showState,
    openPanel,
    closePanel,
    focusFrame,
    showBadge,
    showPreview,
    conceal,
  } = view
  let link: FrameLink | null = null
  let isOpen = false
  let isRestored = false
  let isReady = false
  let isShutDown = false
  let hasStartedGreeting = false
  let isLauncherHidden = false
  let conversationId: string | null = null
  let unreadCount = 0
  let stopAlert: (() => void) | null = null
  let visitor: SentMessage | null = null
  let proof: Partial<Record<keyof PorchlightSettings, unknown>> = {}

  followPage(() => {
    if (isShutDown) return
    // The launcher may be hidden on the new page.
    update({})
    // Some sites replace the whole body when they navigate.
    mount()
    send(describePage(locale))
  })
  onConversation(load)

  function load() {
    if (link !== null) return
    const { colorScheme } = getComputedStyle(document.documentElement)
    const src = `${origin}/widget/frame?key=${encodeURIComponent(key)}&theme=${encodeURIComponent(colorScheme)}`
    const frame = element('iframe', { src, title: words.chat, allow: 'clipboard-write' })
    link = linkFrame(frame, origin, { onConnected: connected, onMessage: receive, onLate: fail })
    showState('waiting')
    insert(frame)
  }

  function send(message: SentMessage) {
    link?.send(message)
  }

  /** Sends a message now or once the frame is connected. A full queue keeps its first message, which may be `shutdown`. */
  function sendOrQueue(message: SentMessage) {
    if (link?.isLinked()) send(message)
    else if (waiting.push(message) > MAX_TRACKED_EVENTS) waiting.splice(1, 1)
  }

  function sendOpen() {
    send({ type: 'open', isRestored })
  }

  function connected() {
    showState('ready')
    send(describePage(locale))
    if (visitor !== null) send(visitor)
    if (isOpen) {
      sendOpen()
      if (!isRestored) focusFrame()
    }
    for (const message of waiting.splice(0)) send(message)
    if (!isReady) emit('ready')
    isReady = true
  }

  function receive(message: FrameMessage) {
    // Opened from the preview card, so the frame has the focus. Focusing it again would take it from the field.
    if (message.type === 'open') {
      if (!isOpen) open(true, false)
    } else if (message.type === 'close') close()
    else if (message.type === 'title') showUnread(Math.max(0, Number(message.unreadCount) || 0))
    else if (message.type === 'conversation') follow(message.id)
    else if (message.type === 'preview') showPreview(message.height)
    else if (message.type === 'identity') prove()
    else if (message.type === 'message') {
      const { conversationId, sequence } = message
      emit('message', { conversationId, sequence })
    } else if (message.type === 'forgotten') {
      remove()
      if (isShutDown) return
      // The page may have booted and even opened the chat in the meantime.
      boot()
      if (isOpen) {
        load()
        openPanel(true, true)
      }
    }
  }

  function follow(id: unknown) {
    if (isShutDown) return
    conversationId = typeof id === 'string' ? id : null
    noteConversation(conversationId !== null)
  }

  function showUnread(count: number) {
    if (count === unreadCount) return
    unreadCount = count
    showBadge(count)
    stopAlert?.()
    stopAlert = null
    if (count > 0)
      late(({ alertTitle }) => {
        if (unreadCount === count) stopAlert ??= alertTitle(`(${badgeText(count)}) ${words.newMessage}`)
      })
    emit('unread', { count })
  }

  /** Removes everything from the page, ready for another `boot`. */
  function remove() {
    unmount()
    insert(null)
    link = null
    isReady = false
    conversationId = null
  }

  function fail() {
    showState('failed')
    void complainOfNoChat(origin, key)
  }

  function open(isAsked: boolean, takesFocus = isAsked) {
    isOpen = true
    isRestored = !isAsked
    noteOpen(true)
    load()
    openPanel(isAsked, takesFocus)
    sendOpen()
    emit('open')
  }

  function close() {
    if (!isOpen) return
    isOpen = false
    noteOpen(false)
    closePanel()
    emit('close')
  }

  function boot(given?: unknown) {
    isShutDown = false
    mount()
    update(given)
    if (site.greeting && !hasStartedGreeting) late(({ greet }) => greet(site))
    hasStartedGreeting = true
    if (isOpen) return
    // Not on a small screen, where it would cover the page unasked.
    if (wasOpen() && !matchMedia(COMPACT).matches) open(false)
    else if (hasConversation()) (window.requestIdleCallback ?? setTimeout)(load)
  }

  function update(given: unknown) {
    const settings = Object(given) as Record<keyof PorchlightSettings, unknown>
    const { name, email, hideLauncher: isHidden } = settings
    if (isHidden !== undefined) isLauncherHidden = Boolean(isHidden)
    const isHiddenHere = site.hiddenOn && location.pathname.match(site.hiddenOn)
    conceal(isShutDown || isLauncherHidden || Boolean(isHiddenHere))
    if (name !== undefined || email !== undefined) {
      visitor = { type: 'visitor', name: textOf(name), email: textOf(email) }
      send(visitor)
    }
    if (settings.identity === undefined && settings.external_id === undefined) return
    proof = settings
    if (link?.isLinked()) prove()
  }

  /** Sends the page's proof of identity to the frame. If the page's callback throws, sends nothing: the next try may work. */
  async function prove() {
    const { identity, external_id, user_hash } = proof
    try {
      const token = await (typeof identity === 'function' ? identity() : identity)
      send({
        type: 'identity',
        token: textOf(token),
        externalId: textOf(external_id),
        userHash: textOf(user_hash),
      })
    } catch (error) {
      console.error(error)
    }
  }

  function show() {
    if (isShutDown) return
    mount()
    if (!isOpen) open(true)
  }

  function hide() {
    if (!isOpen) return
    close()
    send({ type: 'close' })
  }

  function toggle() {
    if (isOpen) hide()
    else show()
  }

  return {
    boot,
    update,
    show,
    hide,
    toggle,
    newMessage(text) {
      show()
      if (text) sendOrQueue({ type: 'prefill', text: String(text).slice(0, MAX_CONTENT_LENGTH) })
    },
    openConversation(id) {
      if (conversationId === null || id === conversationId) show()
    },
    track(name, data) {
      if (!isShutDown)
        sendOrQueue({ type: 'track', name: textOf(name), data: JSON.stringify(data), at: Date.now() })
    },
    shutdown() {
      isShutDown = true
      isLauncherHidden = false
      waiting.length = 0
      visitor = null
      proof = {}
      hide()
      showUnread(0)
      // Load the frame to delete what earlier pages have stored in it.
      if (hasConversation()) load()
      forget()
      if (link === null) return unmount()
      conceal(true)
      // If it is opened before the data is deleted, it must not show any.
      showState('waiting')
      sendOrQueue({ type: 'shutdown' })
    },
  }
}

/** Strings only. JSON omits `undefined`. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
