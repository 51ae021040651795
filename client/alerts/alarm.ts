/** The circumstances in which a visitor's message arrives. */
export type AlarmState = {
  /** The conversation is open in a visible, focused page. */
  isWatched: boolean
  /** An agent has read the message meanwhile, on any device. */
  isRead: boolean
  /** The agent has set themselves to away. */
  isAway: boolean
  /** Do-not-disturb is on. */
  isQuiet: boolean
  /** Desktop notifications are switched on, and the browser allows them. */
  canNotify: boolean
  /** The sound is switched on. */
  wantsSound: boolean
}

/** Which alerts to give. */
export type Alarm = { notification: boolean; sound: boolean }

/** Decides how to alert an agent to a visitor's message. */
export function decideAlarm({
  isWatched,
  isRead,
  isAway,
  isQuiet,
  canNotify,
  wantsSound,
}: AlarmState): Alarm {
  const isNeeded = !isWatched && !isRead && !isAway && !isQuiet
  return { notification: isNeeded && canNotify, sound: isNeeded && wantsSound }
}

/** A notification's text. */
export type NotificationWords = { title: string; body: string }

type Told = {
  name: string
  /** What the visitor wrote. */
  text: string
  /** Whether the text may be shown to everyone who sees the screen. */
  showsText: boolean
  /** Shown otherwise. */
  instead: string
}

/** Writes a notification's text. */
export function wordsOfNotification({ name, text, showsText, instead }: Told): NotificationWords {
  return { title: name, body: (showsText && text.trim()) || instead }
}
