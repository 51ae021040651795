import type { Api } from '@/client/api/api'
import { type ApiError, isExpected, isGone, isOfArchivedSite } from '@/client/api/api-error'
import type { ServerContact } from '@/client/api/server-contact'
import { CATCH_UP_PAGE_SIZE, GAP_PATIENCE_MS } from '@/client/constants'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { LocalConversation } from './local-conversation'
import { addSnapshot, firstGap, lastInOrder } from './timeline'

type CatchUpOptions = {
  local: LocalConversation
  api: Pick<Api, 'getConversation'>
  contact: ServerContact
  /** The server's history has changed: discard local state. */
  onOtherHistory: () => void
  onCaughtUp: () => void
  onGone: (error: ApiError) => void
}

/** Requests everything after the last known message, page by page, one request at a time. */
export class CatchUp {
  readonly #options: CatchUpOptions
  #running: Promise<void> | null = null
  #isDue = false
  #gapTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: CatchUpOptions) {
    this.#options = options
  }

  /** True while there is something to request, including after a failure. */
  get isDue(): boolean {
    return this.#isDue
  }

  /** Runs once more if called while running. Never throws; after a failure it stays due. */
  run(): Promise<void> {
    this.#isDue = true
    this.#running ??= this.#runWhileDue().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /**
   * Entries before a known one are missing. The response to one's own message often overtakes the events before it, so while
   * live, wait briefly for them to arrive.
   */
  closeGap({ isLive }: { isLive: boolean }): void {
    if (!isLive) {
      void this.run()
      return
    }
    this.#gapTimer ??= setTimeout(() => {
      this.#gapTimer = undefined
      if (firstGap(this.#options.local.timeline) !== null) void this.run()
    }, GAP_PATIENCE_MS)
  }

  /** Stops requesting: nothing is left to load. */
  cancel(): void {
    this.#isDue = false
  }

  async #runWhileDue(): Promise<void> {
    const { local, onCaughtUp, onGone } = this.#options
    while (this.#isDue && local.conversationId !== null) {
      this.#isDue = false
      try {
        await this.#runOnce(local.conversationId)
        onCaughtUp()
      } catch (error) {
        if (isOfArchivedSite(error)) local.noteArchived()
        if (isGone(error)) onGone(error)
        else if (isExpected(error)) this.#isDue = true
        else throw error
        return
      }
    }
  }

  async #runOnce(conversationId: string): Promise<void> {
    const { local, onOtherHistory } = this.#options
    for (;;) {
      const isFirst = local.timeline.floor === null
      const snapshot = await this.#ask(conversationId)
      if (conversationId !== local.conversationId || local.problem === 'erased') return
      local.problem = null
      // The browser accepts cookies, so a later refusal means that the conversation is gone, not that the cookie was rejected.
      local.isStartedHere = false
      const isOtherHistory = local.epoch !== null && snapshot.epoch !== local.epoch
      local.epoch = snapshot.epoch
      if (snapshot.resync || (isOtherHistory && !isFirst)) {
        onOtherHistory()
        continue
      }
      local.change(addSnapshot(local.timeline, snapshot, { isNewestPage: isFirst }))
      if (isFirst || !snapshot.messages.hasMore) return
    }
  }

  /** The newest page at first, then everything after the last message before a gap. */
  #ask(conversationId: string): Promise<ConversationSnapshot> {
    const { local, api, contact } = this.#options
    const query =
      local.timeline.floor === null
        ? { limit: DEFAULT_PAGE_SIZE }
        : { after: lastInOrder(local.timeline), limit: CATCH_UP_PAGE_SIZE }
    return contact.note(api.getConversation(conversationId, query))
  }
}
