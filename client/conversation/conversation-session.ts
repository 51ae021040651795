import { type Api, createApi, type Speaker } from '@/client/api/api'
import { ApiError, isExpected } from '@/client/api/api-error'
import { ServerContact } from '@/client/api/server-contact'
import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { followPageLife } from '@/client/browser/page-life'
import { CATCH_UP_AFTER_HIDDEN_MS } from '@/client/constants'
import { Observed } from '@/client/observed'
import { DraftBegun } from '@/client/outbox/draft-begun'
import { forgetDrafts } from '@/client/outbox/drafts'
import { Outbox } from '@/client/outbox/outbox'
import type { VisitorHost } from '@/client/visitor/host/host'
import { type PageVisit, pageContext } from '@/client/visitor/page-context'
import { PageTeller } from '@/client/visitor/page-teller'
import { SignsOfPerson, type WritingSigns } from '@/client/visitor/signs-of-person'
import { createVisitorMemory, type VisitorMemory } from '@/client/visitor/visitor-memory'
import type { Conversation, ConversationSnapshot, VisitorChanges } from '@/contract/log/conversation'
import type { ConversationEvent } from '@/contract/log/events'
import type { MessageKind, Side } from '@/contract/log/message'
import { CatchUp } from './catch-up'
import { type ConversationView, presentConversation } from './conversation-view'
import { Delivery } from './delivery'
import { LocalConversation } from './local-conversation'
import { OlderMessages } from './older-messages'
import { ReadMarker } from './read-marker'
import * as timelines from './timeline'

/** `live`: events arrive over the realtime connection. `away`: the session polls. */
export type SessionConnection = 'live' | 'away'

type SessionOptions = {
  side: Side
  /** `null` for visitors, who may not have one. */
  conversationId: string | null
  /** The viewer's user id. Required for agents, to distinguish their messages from colleagues'. */
  selfId?: string
  /** The snapshot that the server rendered into the page. */
  initial?: ConversationSnapshot | null
  /** Where the chat runs. Required for visitors. */
  host?: VisitorHost | undefined
  api?: Api
  /** Defaults to the host's storage, or the browser's. */
  storage?: BrowserStorage
  /** Called when a reply that should close the conversation is stored, with the resulting conversation. */
  onClosing?: (conversation: Conversation) => void
}

export type SendOptions = { close?: boolean; kind?: MessageKind; signs?: WritingSigns }

/**
 * One side of one conversation, without any framework: history, events, sending, read positions. PostgreSQL is the source of
 * truth and events are hints; when in doubt, `catchUp` requests everything after the last known message.
 *
 * A visitor's session may start without a conversation. The first message creates one.
 */
export class ConversationSession {
  readonly #local: LocalConversation
  readonly #view: Observed<ConversationView>
  readonly #api: Api
  readonly #storage: BrowserStorage
  readonly #memory: VisitorMemory
  readonly #host: VisitorHost | undefined
  readonly #catchUp: CatchUp
  readonly #older: OlderMessages
  readonly #signs = new SignsOfPerson()
  readonly #outbox: Outbox
  readonly #readMarker: ReadMarker
  readonly #pageTeller: PageTeller | null
  /** The storage key for unsent messages. */
  readonly #unsentKey: string
  readonly #draftBegun: DraftBegun
  #connection: SessionConnection = 'away'
  #isStorageSafe = true
  /** Incremented when the conversation is lost, to discard reads that began before. */
  #losses = 0

  constructor(options: SessionOptions) {
    const { side, conversationId, selfId, initial, host, api, onClosing } = options
    // A page may show a conversation twice, and each session follows what the other stores.
    const storage = (options.storage ?? host?.storage ?? browserStorage()).peer()
    const contact = new ServerContact()
    this.#api = api ?? createApi(side === 'agent' ? { side, agentId: selfId ?? null } : visitorSpeaker(host))
    this.#storage = storage
    this.#host = host
    this.#memory = createVisitorMemory(storage)
    this.#view = new Observed(() =>
      presentConversation(this.#local, {
        isLoadingOlder: this.#older.isLoading,
        isStorageSafe: this.#isStorageSafe,
      }),
    )
    this.#local = new LocalConversation({
      side,
      conversationId,
      selfId: selfId ?? null,
      initial: initial ?? null,
      onChange: () => this.#view.changed(),
    })
    this.#readMarker = new ReadMarker((sequence) => this.#putReadPosition(sequence))
    this.#pageTeller =
      host && side === 'visitor' ? new PageTeller(host, (visit) => this.#putPage(visit)) : null
    this.#catchUp = new CatchUp({
      local: this.#local,
      api: this.#api,
      contact,
      onOtherHistory: () => this.#startOver(),
      onCaughtUp: () => {
        this.#readMarker.flush()
        this.#pageTeller?.look()
      },
      onGone: (error) => this.#lose(error),
    })
    this.#older = new OlderMessages({
      local: this.#local,
      api: this.#api,
      onChange: () => this.#view.changed(),
    })
    const delivery = new Delivery({
      local: this.#local,
      api: this.#api,
      contact,
      memory: this.#memory,
      startContext: async () => ({
        ...(host && pageContext(host.page())),
        ...(await this.#signs.tell()),
      }),
      followMemory: () => this.#followMemory(),
      ...(host && { keepCredential: (token: string) => host.credential.keep(token) }),
      onDelivered: () => {
        this.#closeGaps()
        this.#pageTeller?.look()
      },
      onClosing: (conversation) => onClosing?.(conversation),
      onChangedSituation: () => this.catchUp(),
      onGone: (error) => this.#lose(error),
    })
    this.#unsentKey = side === 'visitor' ? 'visitor' : `agent:${selfId ?? ''}:${conversationId}`
    this.#draftBegun = new DraftBegun(this.#unsentKey, storage)
    this.#outbox = new Outbox({
      key: this.#unsentKey,
      storage,
      deliver: (draft) => delivery.deliver(draft),
      onChange: () => this.#pendingChanged(),
      onTakenElsewhere: () => this.catchUp(),
      // Agents must not miss a colleague's reply; visitors' messages are never held.
      ...(side === 'agent' && { seenSequence: () => this.seenSequence() }),
      isServerReachable: () => this.#connection === 'live' || contact.lastAnswerWasOurs,
    })
  }

  /** Whose view this is. */
  get side(): Side {
    return this.#local.side
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  readonly getSnapshot = (): ConversationView => this.#view.getSnapshot()

  /**
   * Starts working: loads, sends what is pending, follows browser events. Returns a function that stops; the session can be
   * started again.
   */
  start(): () => void {
    const isVisitor = this.#local.side === 'visitor'
    const stopFollowing = isVisitor ? this.#memory.subscribe(() => void this.#followMemory()) : null
    const stopTelling = this.#pageTeller?.start()
    const stopSending = this.#outbox.start()
    const stopFollowingPage = followPageLife({
      onOnline: () => void this.catchUp(),
      onHidden: () => this.#readMarker.flush(),
      onShown: (hiddenForMs) => this.#pageShown(hiddenForMs),
      onTick: () => this.#poll(),
    })
    this.#pendingChanged()
    void this.#draftBegun.read()
    void this.#lookAtStorage()
    let isStopped = false
    void this.#recall().then(() => {
      if (!isStopped) void this.catchUp()
    })

    return () => {
      isStopped = true
      stopFollowing?.()
      stopSending()
      stopFollowingPage()
      this.#readMarker.stop()
      stopTelling?.()
    }
  }

  /** Adds this snapshot, or fetches the newest page. */
  async load(initial?: ConversationSnapshot): Promise<void> {
    if (initial === undefined) return this.catchUp()
    this.#local.change(timelines.addSnapshot(this.#local.timeline, initial, { isNewestPage: true }))
  }

  /**
   * Applies an event from the conversation's channel. Events may repeat and arrive in any order. Listeners are notified
   * asynchronously, because hundreds of events may arrive at once after an interruption.
   */
  receive(event: ConversationEvent): void {
    const local = this.#local
    if (event.data.conversationId !== local.conversationId || local.problem === 'erased') return
    if (event.name === 'conversation.erased') {
      this.erase()
      return
    }
    const isDoubtful = event.name.startsWith('visitor.') || timelines.contradicts(local.timeline, event)
    local.timeline = timelines.applyEvent(local.timeline, event)
    this.#view.changedSoon()
    if (isDoubtful) void this.catchUp()
    else if (timelines.firstGap(local.timeline) !== null) this.#closeGaps()
  }

  /**
   * Requests everything after the last known message, page by page. Runs once more if called while running. Never throws;
   * failures are retried with the next poll or connection change.
   */
  catchUp(): Promise<void> {
    return this.#catchUp.run()
  }

  /**
   * Fetches the page before the oldest message.
   *
   * @param whenStill when to insert it: the log must not grow at the top while it scrolls
   */
  loadOlder(whenStill: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    return this.#older.load(whenStill)
  }

  /** The newest entry without a gap before it: what the viewer may have seen. */
  seenSequence(): number {
    return timelines.lastInOrder(this.#local.timeline)
  }

  /** An agent has started a reply. It does not take into account what colleagues write from now on. */
  beginReply(): void {
    if (this.#local.timeline.floor === null) this.#draftBegun.forget()
    else this.#draftBegun.note(this.seenSequence())
  }

  /**
   * Stores the text and sends it as soon as possible.
   *
   * @param options `close` (agents only) closes the conversation once the reply is stored, unless the visitor has written
   * meanwhile; `kind: 'note'` (agents only) is visible to the team only and leaves the reply draft alone; `signs` (a visitor's
   * first message) help tell a person from a program
   */
  send(content: string, { close = false, kind, signs }: SendOptions = {}): void {
    if (kind === 'note') return void this.#outbox.add(content, { kind })
    if (signs) this.#signs.note(signs)
    const begunAt = this.#draftBegun.sequence
    this.#draftBegun.forget()
    this.#outbox.add(content, {
      ...(begunAt === null ? {} : { seenSequence: timelines.seenByReply(this.#local.timeline, begunAt) }),
      ...(close ? { close } : {}),
    })
  }

  /** Sends a failed message again. */
  retry(clientMessageId: string): void {
    this.#signs.pardon()
    this.#outbox.retry(clientMessageId)
  }

  /** Discards an unsent message. */
  discard(clientMessageId: string): void {
    this.#outbox.discard(clientMessageId)
  }

  /**
   * Sends the visitor's details to the server; resolves once they are stored.
   *
   * @throws ApiError or NetworkError
   */
  async tellVisitor(visitor: VisitorChanges): Promise<void> {
    const { conversationId } = this.#local
    if (conversationId === null) throw new Error('there is no conversation yet')
    const { conversation } = await this.#api.patchConversation(conversationId, { visitor })
    // The visitor may have started another conversation meanwhile.
    if (conversation.id !== this.#local.conversationId) return
    this.#local.change(timelines.addConversation(this.#local.timeline, conversation))
  }

  /** `sequence` was on screen: marks everything up to it as read, here immediately and on the server after a debounce. */
  markRead(sequence: number): void {
    const { side, timeline } = this.#local
    const target = Math.min(sequence, timelines.lastInOrder(timeline))
    if (target <= timeline.read[side]) return
    this.#local.change(timelines.addReadPosition(timeline, side, target))
    this.#readMarker.mark(target)
  }

  /** False until the outbox has been read from storage, which happens after `start()`. */
  get knowsUnsent(): boolean {
    return this.#outbox.isRead
  }

  /** Reports whether events arrive over the realtime connection. */
  setConnection(connection: SessionConnection): void {
    if (connection === this.#connection) return
    this.#connection = connection
    if (connection === 'live') this.#outbox.wake()
  }

  /**
   * The conversation was deleted: discards it. Agents' unsent replies are discarded too; a visitor's unsent messages start a
   * new conversation.
   */
  erase(): void {
    this.#local.problem = 'erased'
    this.#local.isStartedHere = false
    this.#losses += 1
    this.#catchUp.cancel()
    if (this.#local.side === 'visitor') {
      void this.#memory.forget()
      void this.#host?.credential.forget()
      this.#local.conversationId = null
    } else {
      void this.#outbox.clear()
      void forgetDrafts(this.#unsentKey, this.#storage)
      this.#draftBegun.forget()
    }
    this.#startOver()
    this.#outbox.wake()
  }

  /** The server was restored from a backup, or the conversation changed: discards everything but unsent messages. */
  #startOver(): void {
    this.#readMarker.reset()
    this.#pageTeller?.tellAgain()
    this.#local.startOver(this.#outbox.list())
  }

  /** Reads the id of this browser's conversation from storage. */
  async #recall(): Promise<void> {
    if (!this.#local.isRecalling) return
    const losses = this.#losses
    const conversationId = await this.#memory.conversationId()
    this.#local.isRecalling = false
    // A message may have started one meanwhile.
    if (losses === this.#losses) this.#local.conversationId ??= conversationId
    this.#view.changed()
  }

  /** Adopts the conversation that another tab or session started. */
  async #followMemory(): Promise<void> {
    const losses = this.#losses
    const conversationId = await this.#memory.conversationId()
    if (losses !== this.#losses) return
    if (conversationId === this.#local.conversationId || conversationId === null) return
    this.#local.conversationId = conversationId
    this.#local.problem = null
    this.#startOver()
    void this.catchUp()
  }

  /** The server reports that the conversation does not exist or the viewer is not signed in. */
  #lose(error: ApiError): void {
    const local = this.#local
    const isAgent = local.side === 'agent'
    const wasHere = local.timeline.conversation !== null || local.problem === 'erased'
    if (isAgent ? error.code === 'not_found' : !local.isStartedHere) {
      this.erase()
      if (!wasHere) local.problem = isAgent ? 'not_found' : null
    } else {
      local.problem = error.code === 'not_authenticated' ? 'not_authenticated' : 'not_found'
    }
    this.#view.changed()
  }

  async #putReadPosition(sequence: number): Promise<void> {
    const { conversationId } = this.#local
    if (conversationId !== null) await this.#api.putReadPosition(conversationId, { sequence })
  }

  /** Reports the visitor's page, unless there is no conversation yet or the visitor is blocked. */
  async #putPage(visit: PageVisit): Promise<boolean> {
    const { conversationId, timeline } = this.#local
    const isBlocked = timeline.conversation?.visitor.block != null
    if (conversationId === null || isBlocked) return false
    try {
      await this.#api.putPage(conversationId, visit)
      return true
    } catch (error) {
      if (!isExpected(error)) throw error
      // Do not retry permanent errors.
      return error instanceof ApiError && error.status < 500 && error.code !== 'rate_limited'
    }
  }

  #closeGaps(): void {
    const { timeline } = this.#local
    if (timeline.floor === null) void this.catchUp()
    else if (timelines.firstGap(timeline) !== null) {
      this.#catchUp.closeGap({ isLive: this.#connection === 'live' })
    }
  }

  /** Checks whether unsent text would survive the page. */
  async #lookAtStorage(): Promise<void> {
    const isSafe = await this.#storage.isPersistent()
    if (isSafe === this.#isStorageSafe) return
    this.#isStorageSafe = isSafe
    this.#view.changed()
  }

  #poll(): void {
    void this.#lookAtStorage()
    this.#pageTeller?.look()
    if (this.#connection === 'live' && !this.#catchUp.isDue && this.#local.timeline.floor !== null) return
    void this.catchUp()
  }

  #pageShown(hiddenForMs: number): void {
    this.#outbox.wake()
    this.#pageTeller?.tellAgain()
    if (hiddenForMs > CATCH_UP_AFTER_HIDDEN_MS) void this.catchUp()
  }

  #pendingChanged(): void {
    this.#local.change(timelines.setPending(this.#local.timeline, this.#outbox.list()))
    if (this.#outbox.list().length > 0) void this.#lookAtStorage()
  }
}

function visitorSpeaker(host: VisitorHost | undefined): Speaker {
  return { side: 'visitor', ...(host && { credential: host.credential, server: host.server }) }
}
