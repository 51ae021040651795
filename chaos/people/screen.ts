/** One line of a log on screen: a message, a note, or an event, whose content is its type. */
export type Bubble = { sequence: number; key: string; isOwn: boolean; content: string; isEdited: boolean }

/** A conversation on a person's screen. Implemented by careful and naive clients. */
export interface Screen {
  readonly owner: string
  readonly conversationId: string | null

  /** The confirmed entries, in order. */
  bubbles(): Bubble[]

  /** The number of texts still queued. */
  waiting(): number

  /** Unread messages as on the badge; `null` when there is no badge. */
  unread(): number | null

  /** How far the other side has read, according to the marks; `null` when there are no marks. */
  readByOthers(): number | null

  /** Loads the history from before the page was opened. */
  loadAll(): Promise<void>
}
