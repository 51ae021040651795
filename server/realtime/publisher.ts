/** What one channel is to be told, in order and at once. */
export type Announcement = {
  channel: string
  /** Names this very announcement: the service drops a repeat that it still remembers. */
  id: string
  messages: { name: string; data: unknown }[]
  /**
   * Clients let in by this channel's name must go: when it has been told, the service takes back the tokens that name
   * it, as far as it can. Those of agents do not name single channels.
   */
  endsTokens?: boolean
  /** Names sessions that are over: the service takes their tokens back, as far as it can. */
  endsSessions?: readonly string[]
  /** As `endsTokens`, and nothing follows: what the channel has carried is dropped, as far as the service can. */
  isLast?: boolean
}

/** Whether more is to be done than to tell it. */
export function endsTokens(announcement: Announcement): boolean {
  return (
    announcement.endsTokens === true ||
    announcement.isLast === true ||
    (announcement.endsSessions?.length ?? 0) > 0
  )
}

/** What became of an announcement. */
export type Outcome =
  | { status: 'accepted' }
  /** It is unknown whether the service took it, or it could not be reached. Try again. */
  | { status: 'failed'; reason: string }
  /** The service will never take it as it is. */
  | { status: 'refused'; reason: string }

/** The one door from the domain to a realtime service. */
export interface Publisher {
  /**
   * Tells each channel its messages. The channels do not depend on each other; the outcomes come in the order of the
   * announcements. Never rejects.
   *
   * Repeating is harmless: receivers ignore a `sequence` they already hold.
   */
  publish(announcements: readonly Announcement[]): Promise<Outcome[]>
}
