/** What a screen shows in one place of a log: a message, a note, or something that happened, whose type is its content. */
export type Bubble = { sequence: number; key: string; isOwn: boolean; content: string; isEdited: boolean }

/** One conversation on one person's screen. The careful and the naive client have one each. */
export interface Screen {
  readonly owner: string
  readonly conversationId: string | null

  /** The bubbles that the server has confirmed, as they stand. */
  bubbles(): Bubble[]

  /** How many texts still wait to be sent. */
  waiting(): number

  /** Unread messages as the badge shows them; `null` when it shows none by itself. */
  unread(): number | null

  /** How far the other side has read, as the marks below the bubbles say; `null` when there are no marks. */
  readByOthers(): number | null

  /** Loads everything that was written before the page was opened. */
  loadAll(): Promise<void>
}
