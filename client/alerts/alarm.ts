/** What holds when a visitor has written something. */
export type AlarmState = {
  /** The agent looks at the conversation: it is open, in a visible page with the focus. */
  isWatched: boolean
  /** An agent has read it meanwhile, anywhere. */
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

/** How to tell the agent. */
export type Alarm = { notification: boolean; sound: boolean }

/** Decides how an agent is told of what a visitor wrote. */
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

/** What a notification says. */
export type NotificationWords = { title: string; body: string }

type Told = {
  name: string
  /** What the visitor wrote. */
  text: string
  /** Whether it may be seen by everyone who sees the screen. */
  showsText: boolean
  /** What to say instead. */
  instead: string
}

/** Puts a notification into words. */
export function wordsOfNotification({ name, text, showsText, instead }: Told): NotificationWords {
  return { title: name, body: (showsText && text.trim()) || instead }
}
