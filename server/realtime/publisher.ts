/** Messages for one channel, published together and in order. */
export type Announcement = {
  channel: string
  /** Identifies this announcement, so that the service can drop duplicates. */
  id: string
  messages: { name: string; data: unknown }[]
  /**
   * After publishing, revoke all tokens that name this channel, as far as the service can. Agents' tokens do not name individual
   * channels.
   */
  endsTokens?: boolean
  /** Ended sessions, whose tokens to revoke, as far as the service can. */
  endsSessions?: readonly string[]
  /** Like `endsTokens`, and nothing follows: also delete the channel's history, as far as the service can. */
  isLast?: boolean
}

/** Whether tokens must be revoked after publishing. */
export function endsTokens(announcement: Announcement): boolean {
  return (
    announcement.endsTokens === true ||
    announcement.isLast === true ||
    (announcement.endsSessions?.length ?? 0) > 0
  )
}

/** The result of publishing an announcement. */
export type Outcome =
  | { status: 'accepted' }
  /** The service could not be reached, or may not have accepted it. Retry. */
  | { status: 'failed'; reason: string }
  /** The service will never accept it in this form. */
  | { status: 'refused'; reason: string }

/** The interface from the domain to a realtime service. */
export interface Publisher {
  /**
   * Publishes to each channel independently. Outcomes are in the order of the announcements. Never rejects.
   *
   * Retrying is harmless: receivers ignore a `sequence` that they already have.
   */
  publish(announcements: readonly Announcement[]): Promise<Outcome[]>
}
