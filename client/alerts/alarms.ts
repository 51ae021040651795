import type { Alarm, AlarmState, NotificationWords } from './alarm'
import { decideAlarm } from './alarm'
import { claimAlarm } from './alarm-claims'
import { notificationsOn } from './alert-choices'
import { awayFlag } from './availability-choice'
import { canChime, chime, chimeOff } from './chime'
import { notificationPermit, showNotification } from './desktop-notifications'
import { doNotDisturb, quietAt } from './do-not-disturb'

/**
 * How long the tabs of a browser, and other devices, have to report that the message is being read. In milliseconds; longer
 * than a read position waits before it is sent.
 */
export const ALARM_AFTER_MS = 700

/** What a visitor wrote. */
export type News = { conversationId: string; messageId: string }

type Desk = {
  agentId: string
  isWatched: (conversationId: string) => boolean
  /** Called when a notification is to be shown, and not before: the text may have changed. */
  wordsOf: (news: News) => Promise<NotificationWords>
  open: (conversationId: string) => void
  /** A sound was due, and the browser does not let this page make one yet. */
  onSilenced: () => void
}

/** Tells an agent what visitors write, once for all tabs of the browser, and withdraws what has been read. */
export class Alarms {
  readonly #desk: Desk
  /** How to withdraw the notifications of this tab, by conversation. */
  readonly #shown = new Map<string, () => void>()
  /** What has come and is not decided yet, by conversation: whether it was read meanwhile. */
  readonly #waiting = new Map<News, boolean>()
  #isStopped = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** A visitor has written something. */
  async arrive(news: News): Promise<void> {
    if (this.#desk.isWatched(news.conversationId)) {
      // So that no other tab alerts an agent who is already looking.
      await Promise.all([claimAlarm(nameOf('notification', news)), claimAlarm(nameOf('sound', news))])
      return
    }
    this.#waiting.set(news, false)
    await new Promise((resolve) => setTimeout(resolve, ALARM_AFTER_MS))
    const alarm = decideAlarm(await this.#stateOf(news))
    this.#waiting.delete(news)
    if (!this.#isStopped) await Promise.all([this.#notify(news, alarm), this.#sound(news, alarm)])
  }

  /** Nothing of a conversation is unread any more. */
  settle(conversationId: string): void {
    for (const news of this.#waiting.keys())
      if (news.conversationId === conversationId) this.#waiting.set(news, true)
    this.#shown.get(conversationId)?.()
    this.#shown.delete(conversationId)
  }

  /** Withdraws everything: a page that is gone can neither withdraw it later nor answer a click. */
  withdraw = (): void => {
    for (const withdraw of this.#shown.values()) withdraw()
    this.#shown.clear()
  }

  stop(): void {
    this.#isStopped = true
    this.withdraw()
  }

  async #stateOf(news: News): Promise<AlarmState> {
    const [isAway, quiet, wantsNotifications, isSoundOff] = await Promise.all([
      awayFlag(this.#desk.agentId).read(),
      doNotDisturb.read(),
      notificationsOn.read(),
      chimeOff.read(),
    ])
    return {
      isWatched: this.#desk.isWatched(news.conversationId),
      isRead: this.#waiting.get(news) === true,
      isAway,
      isQuiet: quietAt(Date.now(), quiet) !== null,
      canNotify: wantsNotifications && notificationPermit() === 'granted',
      wantsSound: !isSoundOff,
    }
  }

  async #notify(news: News, { notification, sound }: Alarm): Promise<void> {
    if (!notification || !(await claimAlarm(nameOf('notification', news)))) return
    const { conversationId } = news
    const words = await this.#desk.wordsOf(news)
    const withdraw = showNotification(words, {
      tag: `porchlight:${conversationId}`,
      // Either our sound or the system's. The system's stands in while the browser keeps ours back.
      isSilent: !sound || canChime(),
      onClick: () => {
        this.#shown.delete(conversationId)
        this.#desk.open(conversationId)
      },
    })
    if (withdraw) this.#shown.set(conversationId, withdraw)
  }

  async #sound(news: News, { sound }: Alarm): Promise<void> {
    if (!sound) return
    if (!canChime()) this.#desk.onSilenced()
    else if (await claimAlarm(nameOf('sound', news))) await chime()
  }
}

function nameOf(kind: 'notification' | 'sound', { messageId }: News): string {
  return `${kind}:${messageId}`
}
