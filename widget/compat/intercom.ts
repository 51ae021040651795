import { type Call, createWarner, readSource, startChat } from './adapter'
import { languageOf, pixelsOf, read, textOf, visitorOf } from './page-values'
import { placed } from './placement'

/*
 * Replaces Intercom's script: its snippet queues calls and loads this script, which handles them from then on.
 */

/** As in `contract/limits.ts`. */
const MAX_ID = 255
const MAX_TOKEN = 4_096
const MAX_TEXT = 4_000
const MAX_PIXELS = 200

/** The maximum number of calls to handle from before the chat starts. */
const MAX_EARLY = 100

const source = readSource('/compat/intercom.js')

function take({ origin, site }: NonNullable<typeof source>): void {
  const warnUnsupported = createWarner(origin)
  /** Calls to make once the chat starts: pages add listeners before `boot`. */
  const waiting: Parameters<Call>[] = []
  let call: Call | null = null
  let launchers = ''

  const make: Call = (...values) => {
    if (call !== null) call(...values)
    else if (waiting.length < MAX_EARLY) waiting.push(values)
  }
  const listen = (event: string, listener: unknown, argumentsOf = (_detail: unknown): unknown[] => []) => {
    if (typeof listener === 'function')
      make('on', event, (detail: unknown) => listener(...argumentsOf(detail)))
  }

  function boot(given: unknown) {
    const settings = given ?? read(window, 'intercomSettings')
    noteLaunchers(settings)
    if (call !== null) return call('boot', settingsOf(settings))
    const key = site?.key ?? textOf(read(settings, 'app_id'), 100) ?? null
    const side = read(settings, 'alignment')
    call = startChat({ origin, key, locale: languageOf(read(settings, 'language_override')), site }, (site) =>
      placed(site, {
        side: side === 'left' || side === 'right' ? side : undefined,
        across: pixelsOf(read(settings, 'horizontal_padding'), MAX_PIXELS),
        above: pixelsOf(read(settings, 'vertical_padding'), MAX_PIXELS),
      }),
    )
    call('update', settingsOf(settings))
    for (const values of waiting.splice(0)) call(...values)
    openOnClicks()
  }

  function noteLaunchers(settings: unknown) {
    launchers = textOf(read(settings, 'custom_launcher_selector'), MAX_ID) ?? launchers
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
      make('newMessage', typeof text === 'string' ? text.slice(0, MAX_TEXT) : undefined)
    },
    showConversation: (id) => make('openConversation', id),
    trackEvent: (name, data) => make('track', name, data),
    shutdown: () => make('shutdown'),
    onShow: (listener) => listen('open', listener),
    onHide: (listener) => listen('close', listener),
    onUnreadCountChange: (listener) => listen('unread', listener, (detail) => [read(detail, 'count')]),
    // Not needed: launchers are matched on click, so new ones work right away.
    reattach_activator: () => {},
  }

  const early = read(read(window, 'Intercom'), 'q')
  Object.assign(window, {
    Intercom: (name: unknown, ...[first, second]: unknown[]) => {
      const known = typeof name === 'string' && Object.hasOwn(calls, name) ? calls[name] : undefined
      if (known) known(first, second)
      else warnUnsupported(textOf(name, 100) ?? typeof name)
    },
  })
  if (read(read(window, 'intercomSettings'), 'app_id') !== undefined) boot(undefined)
  const length = Math.min(Number(read(early, 'length')) || 0, MAX_EARLY)
  for (let index = 0; index < length; index += 1) {
    const values = read(early, index)
    const { Intercom } = window as unknown as { Intercom: (...values: unknown[]) => void }
    Intercom(...[0, 1, 2].map((at) => read(values, at)))
  }
}

/** Maps Intercom's settings to Porchlight's. Intercom identifies a user by id, or by e-mail address without one. */
function settingsOf(settings: unknown): Record<string, unknown> {
  const token = textOf(read(settings, 'intercom_user_jwt'), MAX_TOKEN)
  const hash = textOf(read(settings, 'user_hash'), 64)
  const id = textOf(read(settings, 'user_id'), MAX_ID) ?? textOf(read(settings, 'email'), MAX_ID)
  const isHidden = read(settings, 'hide_default_launcher')
  return {
    ...visitorOf(settings),
    ...(token !== undefined && { identity: token }),
    // Without a hash the id proves nothing, and the server would refuse it.
    ...(hash !== undefined && { external_id: id, user_hash: hash }),
    ...(isHidden !== undefined && { hideLauncher: isHidden === true }),
  }
}

/** Whether the selector matches the element or an ancestor. An invalid selector matches nothing. */
function matches(target: Element, selector: string): boolean {
  try {
    return selector !== '' && target.closest(selector) !== null
  } catch {
    return false
  }
}

if (source !== null) take(source)
