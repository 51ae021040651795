import { createNamer, readSource, startChat } from './adapter'
import { languageOf, read, textOf, visitorOf } from './page-values'
import { placed } from './placement'

/*
 * Takes Chatwoot's place: its snippet loads this script and calls `chatwootSDK.run()`, its pages call `window.$chatwoot` and listen to
 * the window's `chatwoot:…` events.
 */

/** Calls of Chatwoot's that have no counterpart here. */
const UNKNOWN = [
  'setCustomAttributes',
  'deleteCustomAttribute',
  'setConversationCustomAttributes',
  'deleteConversationCustomAttribute',
  'setLabel',
  'removeLabel',
  'setColorScheme',
  'setLocale',
  'popoutChatWindow',
]

/** The longest text on a launcher, in UTF-16 code units. */
const MOST_LABEL = 60

/** As in `contract/limits.ts`. */
const MOST_ID = 255

const source = readSource('/packs/js/sdk.js')

/** Starts the chat, once. */
function run(options: unknown): void {
  if (source === null || '$chatwoot' in window) return
  const { origin } = source
  const settings = read(window, 'chatwootSettings')
  const isHidden = () => shown.hideMessageBubble
  const nameUnknown = createNamer(origin)

  const shown = {
    baseUrl: origin,
    websiteToken: textOf(read(options, 'websiteToken'), 100) ?? null,
    hasLoaded: false,
    isOpen: false,
    hideMessageBubble: read(settings, 'hideMessageBubble') === true,
    position: read(settings, 'position') === 'left' ? 'left' : 'right',
    locale:
      read(settings, 'useBrowserLanguage') === true
        ? navigator.language
        : languageOf(read(settings, 'locale')),
    type: read(settings, 'type') === 'expanded_bubble' ? 'expanded_bubble' : 'standard',
    launcherTitle: textOf(read(settings, 'launcherTitle'), MOST_LABEL),
    toggle(state?: unknown) {
      call(state === 'open' ? 'show' : state === 'close' ? 'hide' : 'toggle')
    },
    toggleBubbleVisibility(visibility: unknown) {
      shown.hideMessageBubble = visibility === 'hide'
      call('update', { hideLauncher: isHidden() })
    },
    setUser(identifier: unknown, user: unknown) {
      const hash = textOf(read(user, 'identifier_hash'), 64)
      call('update', {
        ...visitorOf(user),
        // An id alone proves nothing, and would only be refused.
        ...(hash !== undefined && { external_id: textOf(identifier, MOST_ID), user_hash: hash }),
      })
    },
    reset() {
      call('shutdown')
      call('boot', { hideLauncher: isHidden() })
    },
    ...Object.fromEntries(UNKNOWN.map((name) => [name, () => nameUnknown(name)])),
  }
  Object.assign(window, { $chatwoot: shown })

  const { websiteToken: key, locale, position, type, launcherTitle } = shown
  const call = startChat({ origin, key, locale, site: null }, (site) => {
    shown.hasLoaded = true
    // Listeners say who the visitor is. Their calls wait until the chat is there, and are the first that it hears.
    tell('ready')
    const isPlaced = read(settings, 'position') !== undefined
    const chosen = isPlaced ? placed(site, { side: position as 'left' | 'right' }) : site
    return type === 'expanded_bubble' && launcherTitle !== undefined
      ? { ...chosen, label: launcherTitle }
      : chosen
  })
  if (isHidden()) call('update', { hideLauncher: true })
  call('on', 'open', () => {
    shown.isOpen = true
    tell('opened')
  })
  call('on', 'close', () => {
    shown.isOpen = false
    tell('closed')
  })
  call('on', 'message', (detail: unknown) => tell('on-message', detail))
}

function tell(name: string, detail?: unknown): void {
  window.dispatchEvent(new CustomEvent(`chatwoot:${name}`, { bubbles: true, cancelable: true, detail }))
}

Object.assign(window, { chatwootSDK: { run } })
