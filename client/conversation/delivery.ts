import type { Api } from '@/client/api/api'
import { ApiError, isGone, isOfArchivedSite } from '@/client/api/api-error'
import type { ServerContact } from '@/client/api/server-contact'
import { detailsOf } from '@/client/visitor/contact'
import type { VisitorMemory } from '@/client/visitor/visitor-memory'
import type { ErrorCode } from '@/contract/error-codes'
import type {
  Conversation,
  ConversationDraft,
  PostedMessage,
  StartedConversation,
  VisitorDetails,
} from '@/contract/log/conversation'
import type { MessageDraft } from '@/contract/log/message'
import type { LocalConversation } from './local-conversation'
import { addConversation, addEntries, addSnapshot } from './timeline'

type DeliveryOptions = {
  local: LocalConversation
  api: Pick<Api, 'postMessage' | 'startConversation'>
  contact: ServerContact
  memory: VisitorMemory
  /** The visitor's page and the signs that they are a person, for starting the conversation. */
  startContext: () => Promise<Partial<ConversationDraft>>
  /** Adopts a conversation that another tab may have just started. */
  followMemory: () => Promise<void>
  /** Stores the credential from the response to a start if cookies cannot carry it. */
  keepCredential?: (token: string) => Promise<void>
  onDelivered: () => void
  /** A reply that should close the conversation is stored; receives the resulting conversation. */
  onClosing: (conversation: Conversation) => void
  /** Refused because of something the author has not seen. */
  onChangedSituation: () => Promise<void>
  onGone: (error: ApiError) => void
}

/** Refusals because of a colleague's reply or a block. */
const SITUATIONS: readonly ErrorCode[] = ['newer_messages', 'blocked']

/** Posts messages to the server. A visitor's first one starts the conversation. */
export class Delivery {
  readonly #options: DeliveryOptions

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /** Resolves once the message is stored; safe to repeat. @throws ApiError or NetworkError */
  async deliver(draft: MessageDraft): Promise<void> {
    const { local, contact, onDelivered, onClosing, onChangedSituation, onGone } = this.#options
    try {
      const { message, conversation } = await contact.note(this.#post(draft))
      const timeline = conversation ? addConversation(local.timeline, conversation) : local.timeline
      // An archived site that accepts a message is active again.
      if (local.problem === 'archived') local.problem = null
      local.change(addEntries(timeline, [message]))
      onDelivered()
      if (conversation) onClosing(conversation)
    } catch (error) {
      // Load what the author has missed, so that they can decide.
      if (error instanceof ApiError && SITUATIONS.includes(error.code)) await onChangedSituation()
      if (isOfArchivedSite(error)) local.noteArchived()
      if (!isGone(error)) throw error
      onGone(error)
      // The conversation is gone with the cookie. The text is not lost: it starts another one.
      if (local.side === 'agent' || local.conversationId !== null) throw error
      await this.deliver(draft)
    }
  }

  async #post(draft: MessageDraft): Promise<PostedMessage> {
    const { local, api, followMemory } = this.#options
    if (local.side === 'visitor') await followMemory()
    if (local.conversationId !== null) return api.postMessage(local.conversationId, draft)

    const started = await this.#start(draft)
    const { lastMessage } = started.conversation
    await this.#adopt(started)
    if (lastMessage?.clientMessageId === draft.clientMessageId) return { message: lastMessage }
    // An earlier request, whose response was lost, started it: posting again returns the stored message.
    return api.postMessage(started.conversationId, draft)
  }

  async #start(message: MessageDraft): Promise<StartedConversation> {
    const { api, memory, startContext } = this.#options
    const start = { clientConversationId: await memory.startId(), ...(await startContext()) }
    const visitor = detailsOf(await memory.contact())
    try {
      return await this.#startTelling(visitor, { ...start, message })
    } catch (error) {
      // The author has deleted the message that started it. Without a message, the server returns the conversation.
      if (!(error instanceof ApiError) || error.param !== 'clientConversationId') throw error
      if (error.code !== 'idempotency_mismatch') throw error
      return api.startConversation(start)
    }
  }

  /** Starts the conversation. A name or address that is refused is left out, so that the message still arrives. */
  async #startTelling(visitor: VisitorDetails, start: ConversationDraft): Promise<StartedConversation> {
    const { api } = this.#options
    try {
      return await api.startConversation(isEmpty(visitor) ? start : { ...start, visitor })
    } catch (error) {
      const rest = withoutRefused(visitor, error)
      if (rest === null) throw error
      return this.#startTelling(rest, start)
    }
  }

  async #adopt({ conversationId, conversation, credential }: StartedConversation): Promise<void> {
    const { local, memory, keepCredential } = this.#options
    const data = conversation.lastMessage === null ? [] : [conversation.lastMessage]
    const messages = { data, nextCursor: null, hasMore: false }
    // The next request needs the credential.
    if (credential !== undefined) await keepCredential?.(credential)
    const remembered = memory.remember(conversationId)
    local.conversationId = conversationId
    local.isStartedHere = true
    local.problem = null
    local.change(addSnapshot(local.timeline, { conversation, messages }, { isNewestPage: true }))
    // Until then, another tab would start another one.
    await remembered
  }
}

function isEmpty(details: VisitorDetails): boolean {
  return Object.keys(details).length === 0
}

/** The details without the refused one; `null` if something else was refused. */
function withoutRefused({ name, email }: VisitorDetails, error: unknown): VisitorDetails | null {
  const param = error instanceof ApiError ? error.param : null
  if (param === 'visitor.name' && name !== undefined) return email === undefined ? {} : { email }
  if (param === 'visitor.email' && email !== undefined) return name === undefined ? {} : { name }
  return null
}
