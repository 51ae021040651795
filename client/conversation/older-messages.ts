import type { Api } from '@/client/api/api'
import { isExpected } from '@/client/api/api-error'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { ConversationSnapshot } from '@/contract/log/conversation'
import type { LocalConversation } from './local-conversation'
import { addSnapshot } from './timeline'

type OlderMessagesOptions = {
  local: LocalConversation
  api: Pick<Api, 'getConversation'>
  /** Called when loading begins and ends. */
  onChange: () => void
}

/** Loads older pages, one at a time. */
export class OlderMessages {
  readonly #options: OlderMessagesOptions
  #isLoading = false

  constructor(options: OlderMessagesOptions) {
    this.#options = options
  }

  get isLoading(): boolean {
    return this.#isLoading
  }

  /**
   * Fetches the page before the oldest message. Can be called again after a failure.
   *
   * @param whenStill when to insert it: the log must not grow at the top while it scrolls
   */
  async load(whenStill: () => Promise<void>): Promise<void> {
    const { local, api, onChange } = this.#options
    const { conversationId, timeline } = local
    if (this.#isLoading || conversationId === null || timeline.floor === null || timeline.floor <= 1) return
    this.#isLoading = true
    onChange()
    try {
      const query = { before: timeline.floor, limit: DEFAULT_PAGE_SIZE }
      const page = await api.getConversation(conversationId, query)
      await whenStill()
      this.#isLoading = false
      if (!this.#isStillShown(conversationId, page)) return
      local.change(addSnapshot(local.timeline, page, { isNewestPage: false }))
    } catch (error) {
      if (!isExpected(error)) throw error
    } finally {
      this.#isLoading = false
      onChange()
    }
  }

  /** Meanwhile the conversation may have been deleted or replaced, or a backup restored. */
  #isStillShown(conversationId: string, page: ConversationSnapshot): boolean {
    const { local } = this.#options
    const isSameHistory = local.epoch === null || local.epoch === page.epoch
    const isLoaded = local.conversationId === conversationId && local.timeline.floor !== null
    return isLoaded && local.problem === null && isSameHistory
  }
}
