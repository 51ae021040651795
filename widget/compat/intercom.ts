import { type Call, createNamer, readSource, startChat } from './adapter'
import { languageOf, pixelsOf, read, textOf, visitorOf } from './page-values'
import { placed } from './placement'

/*
 * Takes Intercom's place: its snippet keeps calls in a queue and loads this script, which takes them from then on.
 */

/** As in `contract/limits.ts`. */
const MOST_ID = 255
const MOST_TOKEN = 4_096
const MOST_TEXT = 4_000
const MOST_PIXELS = 200

/** Calls that are kept until the script arrives. No page makes more before that. */
const MOST_EARLY = 100

const source = readSource('/compat/intercom.js')

function take({ origin, site }: NonNullable<typeof source>): void {
  const nameUnknown = createNamer(origin)
  /** What is to be called once there is a chat: pages listen before they boot. */
  const waiting: Parameters<Call>[] = []
  let call: Call | null = null
  let launchers = ''

  const make: Call = (...values) => {
    if (call !== null) call(...values)
    else if (waiting.length < MOST_EARLY) waiting.push(values)
  }
  const listen = (event: string, listener: unknown, told = (_detail: unknown): unknown[] => []) => {
    if (typeof listener === 'function') make('on', event, (detail: unknown) => listener(...told(detail)))
  }

  function boot(told: unknown) {
    const settings = told ?? read(window, 'intercomSettings')
    noteLaunchers(settings)
    if (call !== null) return call('boot', settingsOf(settings))
    const key = site?.key ?? textOf(read(settings, 'app_id'), 100) ?? null
    const side = read(settings, 'alignment')
    call = startChat({ origin, key, locale: languageOf(read(settings, 'language_override')), site }, (site) =>
      placed(site, {
        side: side === 'left' || side === 'right' ? side : undefined,
        across: pixelsOf(read(settings, 'horizontal_padding'), MOST_PIXELS),
        above: pixelsOf(read(settings, 'vertical_padding'), MOST_PIXELS),
      }),
    )
    call('update', settingsOf(settings))
    for (const values of waiting.splice(0)) call(...values)
    openOnClicks()
  }

  function noteLaunchers(settings: unknown) {
    launchers = textOf(read(settings, 'custom_launcher_selector'), MOST_ID) ?? launchers
  }

  function openOnClicks() {
    document.addEventListener('click', (event) => {
      const [target] = event.composedPath()
      if (!(target instanceof Element) || !matches(target, launchers)) return
      event.preventDefault()
      make('show')
    })
  }

  const show = () => make('show')
  const calls: Record<string, (first: unknown, second: unknown) => void> = {
    boot,
    update(settings) {
      noteLaunchers(settings)
      make('update', settingsOf(settings))
    },
    show,
    showMessages: show,
    showSpace: show,
    hide: () => make('hide'),
    showNewMessage(text) {
      make('newMessage', typeof text === 'string' ? text.slice(0, MOST_TEXT) : undefined)
    },
    showConversation: (id) => make('openConversation', id),
    trackEvent: (name, data) => make('track', name, data),
    shutdown: () => make('shutdown'),
    onShow: (listener) => listen('open', listener),
    onHide: (listener) => listen('close', listener),
    onUnreadCountChange: (listener) => listen('unread', listener, (detail) => [read(detail, 'count')]),
    // Our launchers are found by a click, whenever they came into the page.
    reattach_activator: () => {},
  }

  const early = read(read(window, 'Intercom'), 'q')
  Object.assign(window, {
    Intercom: (name: unknown, ...[first, second]: unknown[]) => {
      const known = typeof name === 'string' && Object.hasOwn(calls, name) ? calls[name] : undefined
      if (known) known(first, second)
      else nameUnknown(textOf(name, 100) ?? typeof name)
    },
  })
  if (read(read(window, 'intercomSettings'), 'app_id') !== undefined) boot(undefined)
  const length = Math.min(Number(read(early, 'length')) || 0, MOST_EARLY)
  for (let index = 0; index < length; index += 1) {
    const values = read(early, index)
    const { Intercom } = window as unknown as { Intercom: (...values: unknown[]) => void }
    Intercom(...[0, 1, 2].map((at) => read(values, at)))
  }
}

/** What a page tells of its user, in our words. Intercom calls a user by an id, or by the e-mail address where there is none. */
function settingsOf(settings: unknown): Record<string, unknown> {
  const token = textOf(read(settings, 'intercom_user_jwt'), MOST_TOKEN)
  const hash = textOf(read(settings, 'user_hash'), 64)
  const id = textOf(read(settings, 'user_id'), MOST_ID) ?? textOf(read(settings, 'email'), MOST_ID)
  const isHidden = read(settings, 'hide_default_launcher')
  return {
    ...visitorOf(settings),
    ...(token !== undefined && { identity: token }),
    // An id alone proves nothing, and would only be refused.
    ...(hash !== undefined && { external_id: id, user_hash: hash }),
    ...(isHidden !== undefined && { hideLauncher: isHidden === true }),
  }
}

/** Whether the page's selector matches the element or one around it. An invalid selector matches nothing. */
function matches(target: Element, selector: string): boolean {
  try {
    return selector !== '' && target.closest(selector) !== null
  } catch {
    return false
  }
}

if (source !== null) take(source)
