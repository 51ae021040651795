// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ALARM_AFTER_MS, Alarms } from './alarms'
import { notificationsOn } from './alert-choices'
import { awayFlag } from './availability-choice'
import { chimeOff } from './chime'
import { notificationPermit } from './desktop-notifications'
import { doNotDisturb, quietFor } from './do-not-disturb'

const NEWS = { conversationId: 'c1', messageId: 'm1' }

/** A notification that the page has shown. */
class Shown extends EventTarget {
  static permission = 'granted'
  static all: Shown[] = []
  isOpen = true
  onclick: (() => void) | null = null

  readonly title: string
  readonly options: NotificationOptions

  constructor(title: string, options: NotificationOptions) {
    super()
    this.title = title
    this.options = options
    Shown.all.push(this)
  }

  close() {
    this.isOpen = false
  }
}

const played = vi.fn()
const silenced = vi.fn()
const opened = vi.fn()
let watched: string | null
let tabs: Alarms[]

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  Shown.all = []
  Shown.permission = 'granted'
  watched = null
  tabs = []
  vi.stubGlobal('Notification', Shown)
  vi.stubGlobal('isSecureContext', true)
  vi.spyOn(window, 'focus').mockImplementation(() => {})
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running'
      currentTime = 0
    },
  )
  vi.stubGlobal(
    'OscillatorNode',
    class {
      connect = (next: unknown) => next
      start = played
      stop() {}
    },
  )
  vi.stubGlobal(
    'GainNode',
    class {
      gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} }
      connect = (next: unknown) => next
    },
  )
  touch(true)
  notificationsOn.set(true)
  chimeOff.set(false)
  awayFlag('ada').set(false)
  doNotDisturb.set(null)
})
afterEach(() => {
  for (const tab of tabs) tab.stop()
  vi.useRealTimers()
  vi.clearAllMocks()
  vi.unstubAllGlobals()
})

describe('Alarms', () => {
  it('shows one notification and plays one sound for all tabs', async () => {
    await arrive(tab(), tab(), tab())
    expect(Shown.all).toHaveLength(1)
    expect(Shown.all[0]).toMatchObject({ title: 'Vera', options: { tag: 'porchlight:c1', silent: true } })
    expect(played).toHaveBeenCalledTimes(2)
  })

  it('stays silent in all tabs while one shows the conversation', async () => {
    const [looking, other] = [tab({ isWatched: () => true }), tab()]
    await arrive(other, looking)
    expect(Shown.all).toEqual([])
    expect(played).not.toHaveBeenCalled()
  })

  it('stays silent if the message is read before the delay ends', async () => {
    const one = tab()
    const arriving = one.arrive(NEWS)
    one.settle('another')
    one.settle('c1')
    await vi.advanceTimersByTimeAsync(ALARM_AFTER_MS)
    await arriving
    expect(Shown.all).toEqual([])
    expect(played).not.toHaveBeenCalled()
  })

  it('withdraws the notification once the conversation is read on any device', async () => {
    const one = tab()
    await arrive(one)
    one.settle('another')
    expect(Shown.all[0]?.isOpen).toBe(true)
    one.settle('c1')
    expect(Shown.all[0]?.isOpen).toBe(false)
  })

  it('withdraws all notifications when the page is left', async () => {
    const one = tab()
    await arrive(one)
    one.withdraw()
    expect(Shown.all[0]?.isOpen).toBe(false)
  })

  it('opens the conversation and focuses the tab on a click', async () => {
    await arrive(tab())
    Shown.all[0]?.onclick?.()
    expect(window.focus).toHaveBeenCalledOnce()
    expect(opened).toHaveBeenCalledExactlyOnceWith('c1')
    expect(Shown.all[0]?.isOpen).toBe(false)
  })

  it.each([
    ['away', () => awayFlag('ada').set(true)],
    ['do-not-disturb', () => doNotDisturb.set(quietFor('hour', Date.now()))],
    ['looking by then', () => void setTimeout(look, ALARM_AFTER_MS / 2)],
  ])('stays silent: %s', async (_, prepare) => {
    prepare()
    await arrive(tab())
    expect(Shown.all).toEqual([])
    expect(played).not.toHaveBeenCalled()
  })

  it('alerts again once do-not-disturb has ended', async () => {
    doNotDisturb.set(quietFor('hour', Date.now()))
    vi.setSystemTime(Date.now() + 3_600_000)
    await arrive(tab())
    expect(Shown.all).toHaveLength(1)
  })

  it.each([
    ['not switched on', () => notificationsOn.set(false)],
    ['refused by the browser', () => allow('denied')],
    ['on an insecure page', () => void vi.stubGlobal('isSecureContext', false)],
  ])('plays only the sound: notifications are %s', async (_, prepare) => {
    prepare()
    await arrive(tab())
    expect(Shown.all).toEqual([])
    expect(played).toHaveBeenCalledTimes(2)
  })

  it('leaves the sound to the system, and reports it, while the browser blocks ours', async () => {
    touch(false)
    await arrive(tab())
    expect(Shown.all[0]).toMatchObject({ options: { silent: false } })
    expect(played).not.toHaveBeenCalled()
    expect(silenced).toHaveBeenCalledOnce()
  })

  it('plays no sound if it is switched off', async () => {
    touch(false)
    chimeOff.set(true)
    await arrive(tab())
    expect(Shown.all[0]).toMatchObject({ options: { silent: true } })
    expect(silenced).not.toHaveBeenCalled()
  })

  it('survives a browser that shows notifications from workers only', async () => {
    vi.stubGlobal(
      'Notification',
      class {
        static permission = 'granted'
        constructor() {
          throw new TypeError('Illegal constructor')
        }
      },
    )
    await arrive(tab())
    expect(played).toHaveBeenCalledTimes(2)
  })
})

describe('notificationPermit', () => {
  it.each([
    ['granted', 'granted'],
    ['default', 'ask'],
    ['denied', 'refused'],
  ])('reads %s as %s', (permission, permit) => {
    Shown.permission = permission
    expect(notificationPermit()).toBe(permit)
  })

  it('distinguishes an insecure page from a browser without notifications', () => {
    vi.stubGlobal('isSecureContext', false)
    expect(notificationPermit()).toBe('insecure')
    vi.stubGlobal('isSecureContext', true)
    vi.unstubAllGlobals()
    vi.stubGlobal('isSecureContext', true)
    expect(notificationPermit()).toBe('missing')
  })
})

/** One of the browser's tabs. In jsdom they share one storage and have no locks, so claims are made one at a time. */
function tab({ isWatched = (id: string) => id === watched } = {}): Alarms {
  const alarms = new Alarms({
    agentId: 'ada',
    isWatched,
    wordsOf: async () => ({ title: 'Vera', body: 'New message' }),
    open: opened,
    onSilenced: silenced,
  })
  tabs.push(alarms)
  return alarms
}

async function arrive(...alarms: Alarms[]): Promise<void> {
  stubLocks()
  const arriving = alarms.map((one) => one.arrive(NEWS))
  await vi.advanceTimersByTimeAsync(ALARM_AFTER_MS)
  await vi.advanceTimersByTimeAsync(2_000)
  await Promise.all(arriving)
}

function allow(permission: NotificationPermission): void {
  Shown.permission = permission
}

function look(): void {
  watched = 'c1'
}

function touch(hasBeenActive: boolean): void {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { hasBeenActive } })
}

/** jsdom has no locks. One queue per name, without reentrance. */
function stubLocks(): void {
  const queues = new Map<string, Promise<unknown>>()
  const request = async (
    name: string,
    options: { ifAvailable?: boolean },
    task: (lock: unknown) => Promise<unknown>,
  ) => {
    if (options.ifAvailable && queues.has(name)) return task(null)
    const running = (queues.get(name) ?? Promise.resolve()).then(() => task({}))
    queues.set(name, running)
    return running
  }
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } })
}
