import { createWarner, readSource, startChat } from './adapter'
import { languageOf, read, textOf, visitorOf } from './page-values'
import { placed } from './placement'

/*
 * Replaces Chatwoot's SDK: its snippet loads this script and calls `chatwootSDK.run()`; pages call `window.$chatwoot` and listen
 * for `chatwoot:…` events on the window.
 */

/** Chatwoot calls that are not supported. */
const UNSUPPORTED = [
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

/** The maximum length of a launcher's label, in UTF-16 code units. */
const MAX_LABEL = 60

/** As in `contract/limits.ts`. */
const MAX_ID = 255

const source = readSource('/packs/js/sdk.js')

/** Starts the chat. Later calls do nothing. */
function run(options: unknown): void {
  if (source === null || '$chatwoot' in window) return
  const { origin } = source
  const settings = read(window, 'chatwootSettings')
  const isHidden = () => shown.hideMessageBubble
  const warnUnsupported = createWarner(origin)

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
    launcherTitle: textOf(read(settings, 'launcherTitle'), MAX_LABEL),
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
        // Without a hash the id proves nothing, and the server would refuse it.
        ...(hash !== undefined && { external_id: textOf(identifier, MAX_ID), user_hash: hash }),
      })
    },
    reset() {
      call('shutdown')
      call('boot', { hideLauncher: isHidden() })
    },
    ...Object.fromEntries(UNSUPPORTED.map((name) => [name, () => warnUnsupported(name)])),
  }
  Object.assign(window, { $chatwoot: shown })

  const { websiteToken: key, locale, position, type, launcherTitle } = shown
  const call = startChat({ origin, key, locale, site: null }, (site) => {
    shown.hasLoaded = true
    // The page's listeners identify the visitor. Their calls are queued, and the chat handles them first.
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
