import type { Alarm, AlarmState, NotificationWords } from './alarm'
import { decideAlarm } from './alarm'
import { claimAlarm } from './alarm-claims'
import { notificationsOn } from './alert-choices'
import { awayFlag } from './availability-choice'
import { canChime, chime, chimeOff } from './chime'
import { notificationPermit, showNotification } from './desktop-notifications'
import { doNotDisturb, quietAt } from './do-not-disturb'

/**
 * How long other tabs and devices have to report that the message was read, in milliseconds. Longer than the debounce of read
 * positions.
 */
export const ALARM_AFTER_MS = 700

/** A visitor's message. */
export type News = { conversationId: string; messageId: string }

type Desk = {
  agentId: string
  isWatched: (conversationId: string) => boolean
  /** Called when the notification is shown, because the text may have changed since. */
  wordsOf: (news: News) => Promise<NotificationWords>
  open: (conversationId: string) => void
  /** A sound is due, but the browser does not allow one yet. */
  onSilenced: () => void
}

/** Alerts an agent to visitors' messages, once per browser, and withdraws notifications of read ones. */
export class Alarms {
  readonly #desk: Desk
  /** Withdraws this tab's notifications, by conversation. */
  readonly #shown = new Map<string, () => void>()
  /** Messages whose alert is undecided, and whether they have been read meanwhile. */
  readonly #waiting = new Map<News, boolean>()
  #isStopped = false

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** A visitor's message arrived. */
  async arrive(news: News): Promise<void> {
    if (this.#desk.isWatched(news.conversationId)) {
      // Claim the alarm, so that no other tab alerts an agent who is already reading.
      await Promise.all([claimAlarm(nameOf('notification', news)), claimAlarm(nameOf('sound', news))])
      return
    }
    this.#waiting.set(news, false)
    await new Promise((resolve) => setTimeout(resolve, ALARM_AFTER_MS))
    const alarm = decideAlarm(await this.#stateOf(news))
    this.#waiting.delete(news)
    if (!this.#isStopped) await Promise.all([this.#notify(news, alarm), this.#sound(news, alarm)])
  }

  /** The conversation has no unread messages left. */
  settle(conversationId: string): void {
    for (const news of this.#waiting.keys())
      if (news.conversationId === conversationId) this.#waiting.set(news, true)
    this.#shown.get(conversationId)?.()
    this.#shown.delete(conversationId)
  }

  /** Withdraws all notifications, because a closed page can neither withdraw them nor handle clicks. */
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
      // Play either our sound or the system's. The system's is the fallback while the browser blocks ours.
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
