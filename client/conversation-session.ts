import type {
  Conversation,
  ConversationSnapshot,
  ConversationStatus,
  StartedConversation,
} from '@/contract/conversation'
import type { ConversationEvent } from '@/contract/events'
import { DEFAULT_PAGE_SIZE } from '@/contract/limits'
import type { Message, MessageDraft, Side } from '@/contract/message'
import { type Api, createApi } from './api'
import { ApiError, isGone, NetworkError } from './api-error'
import { type BrowserStorage, browserStorage } from './browser-storage'
import { CATCH_UP_AFTER_HIDDEN_MS, CATCH_UP_PAGE_SIZE, POLL_MS } from './constants'
import { writeDraft } from './drafts'
import { Outbox } from './outbox'
import { pageContext } from './page-context'
import { ReadMarker } from './read-marker'
import * as timelines from './timeline'
import { createVisitorMemory, type VisitorMemory } from './visitor-memory'

/** `live`: news come by themselves. Otherwise the session asks for them every few seconds. */
export type SessionConnection = 'live' | 'away'

/** One conversation, ready to be drawn. */
export type ConversationView = {
  /** `null` while a visitor has not written anything. */
  conversationId: string | null
  /** `null` until it is loaded. */
  conversation: Conversation | null
  entries: readonly timelines.TimelineEntry[]
  /**
   * `empty`: there is no conversation yet. `loading`: the first page is on its way, or will be asked for again.
   * `gone`: it does not exist for this viewer, or the viewer is nobody any more; `problem` says which.
   */
  phase: 'empty' | 'loading' | 'ready' | 'gone'
  /** `erased`: it was here, and was deleted with everything in it. A visitor may begin another. */
  problem: 'not_found' | 'not_authenticated' | 'erased' | null
  hasOlder: boolean
  isLoadingOlder: boolean
  /** How far the viewer's side has read. */
  readSequence: number
  /** False when the browser keeps nothing: what is not sent is lost with the page. */
  isStorageSafe: boolean
}

type SessionOptions = {
  side: Side
  /** `null`: a visitor's, who may or may not have one. */
  conversationId: string | null
  /** The viewer's user id. Agents must give it, so that a colleague's words are not taken for one's own. */
  selfId?: string
  /** What the server has put into the page already. */
  initial?: ConversationSnapshot | null
  api?: Api
  storage?: BrowserStorage
}

/**
 * One conversation and one side of it, without any framework: history, news, sending, read marks. PostgreSQL is the
 * truth and events are hints; after any doubt, `catchUp` asks the server for what came after the last known message.
 *
 * A visitor's session may begin without a conversation. The first message starts one.
 */
export class ConversationSession {
  readonly #side: Side
  readonly #api: Api
  readonly #storage: BrowserStorage
  readonly #outbox: Outbox
  readonly #readMarker: ReadMarker
  readonly #memory: VisitorMemory
  /** Under which this browser keeps what is not sent. */
  readonly #unsentKey: string
  readonly #listeners = new Set<() => void>()
  #conversationId: string | null
  #timeline: timelines.Timeline
  #view: ConversationView
  /** Which history the messages are of; `null` before the server told. */
  #epoch: string | null
  #problem: ConversationView['problem'] = null
  #isLoadingOlder = false
  #connection: SessionConnection = 'away'
  #catchingUp: Promise<void> | null = null
  #isCatchUpDue = false
  /** Started by this page: then losing it means that the browser keeps no cookies. */
  #isStartedHere = false
  #isStarted = false
  #lastAnswerWasOurs = false
  #hiddenSince: number | null = null
  #poll: ReturnType<typeof setInterval> | undefined
  #tellSoon: ReturnType<typeof setTimeout> | undefined
  #isViewStale = false

  constructor({ side, conversationId, selfId, initial, api, storage = browserStorage() }: SessionOptions) {
    this.#side = side
    this.#api = api ?? createApi({ side })
    this.#storage = storage
    this.#memory = createVisitorMemory(storage)
    this.#conversationId = conversationId
    this.#timeline = timelines.emptyTimeline({ side, id: selfId ?? null })
    this.#epoch = initial?.epoch ?? null
    if (initial) this.#timeline = timelines.addSnapshot(this.#timeline, initial, { isNewestPage: true })
    this.#readMarker = new ReadMarker((sequence) => this.#putReadPosition(sequence))
    this.#unsentKey = side === 'visitor' ? 'visitor' : `agent:${selfId ?? ''}:${conversationId}`
    this.#outbox = new Outbox({
      key: this.#unsentKey,
      storage,
      deliver: (draft) => this.#deliver(draft),
      onChange: () => this.#pendingChanged(),
      onTakenElsewhere: () => this.catchUp(),
      // Two agents must not answer past each other; a visitor's word waits for nobody.
      ...(side === 'agent' && { seenSequence: () => timelines.lastInOrder(this.#timeline) }),
      isServerReachable: () => this.#connection === 'live' || this.#lastAnswerWasOurs,
    })
    this.#view = this.#draw()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): ConversationView => {
    if (this.#isViewStale) {
      this.#isViewStale = false
      this.#view = this.#draw()
    }
    return this.#view
  }

  /**
   * Begins to work: loads what is not there yet, sends what waits, listens to the browser. Returns how to stop, after
   * which it may begin again.
   */
  start(): () => void {
    if (this.#side === 'visitor' && this.#conversationId === null) {
      this.#conversationId = this.#memory.conversationId()
    }
    this.#isStarted = true
    const stopFollowing = this.#side === 'visitor' ? this.#memory.subscribe(() => this.#followMemory()) : null
    const stopSending = this.#outbox.start()
    const online = () => void this.catchUp()
    const visibilityChanged = () => this.#visibilityChanged()
    window.addEventListener('online', online)
    document.addEventListener('visibilitychange', visibilityChanged)
    this.#poll = setInterval(() => this.#pollOnce(), POLL_MS)
    this.#pendingChanged()
    void this.catchUp()

    return () => {
      stopFollowing?.()
      stopSending()
      clearInterval(this.#poll)
      this.#readMarker.stop()
      window.removeEventListener('online', online)
      document.removeEventListener('visibilitychange', visibilityChanged)
    }
  }

  /** Shows this snapshot, or fetches the newest page. */
  async load(initial?: ConversationSnapshot): Promise<void> {
    if (initial === undefined) return this.catchUp()
    this.#change(timelines.addSnapshot(this.#timeline, initial, { isNewestPage: true }))
  }

  /**
   * Applies what the conversation's channel said. Repeats and any order are harmless. Listeners hear of it a moment
   * later: after an interruption hundreds of events come at once, and one picture of them all is enough.
   */
  receive(event: ConversationEvent): void {
    if (conversationIdOf(event) !== this.#conversationId || this.#problem === 'erased') return
    if (event.name === 'conversation.erased') {
      this.erase()
      return
    }
    const isDoubtful = event.name.startsWith('visitor.') || timelines.contradicts(this.#timeline, event)
    this.#timeline = timelines.applyEvent(this.#timeline, event)
    this.#isViewStale = true
    this.#tellSoon ??= setTimeout(() => this.#redraw(), 0)
    if (isDoubtful || timelines.firstGap(this.#timeline) !== null) void this.catchUp()
  }

  /**
   * Asks the server for everything after the last known message, page by page. One at a time: asked again meanwhile,
   * it goes round once more. Never throws; what fails is tried again with the next poll or sign of life.
   */
  catchUp(): Promise<void> {
    this.#isCatchUpDue = true
    this.#catchingUp ??= this.#catchUpWhileDue().finally(() => {
      this.#catchingUp = null
    })
    return this.#catchingUp
  }

  /**
   * Fetches the page before the oldest message.
   *
   * @param whenStill when to put it in: a log that is being scrolled must not grow at the top
   */
  async loadOlder(whenStill: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const { floor } = this.#timeline
    if (this.#isLoadingOlder || this.#conversationId === null || floor === null || floor <= 1) return
    this.#isLoadingOlder = true
    this.#redraw()
    try {
      const query = { before: floor, limit: DEFAULT_PAGE_SIZE }
      const page = await this.#api.getConversation(this.#conversationId, query)
      await whenStill()
      this.#isLoadingOlder = false
      this.#change(timelines.addSnapshot(this.#timeline, page, { isNewestPage: false }))
    } catch (error) {
      if (!isExpected(error)) throw error
    } finally {
      this.#isLoadingOlder = false
      this.#redraw()
    }
  }

  /** Keeps the text and sends it as soon as possible. */
  send(content: string): void {
    this.#outbox.add(content)
  }

  /** Sends a failed message again. */
  retry(clientMessageId: string): void {
    this.#outbox.retry(clientMessageId)
  }

  /** Deletes a message that was not sent. */
  discard(clientMessageId: string): void {
    this.#outbox.discard(clientMessageId)
  }

  /** `sequence` was on screen: what is up to there counts as read, here at once and soon on the server. */
  markRead(sequence: number): void {
    const target = Math.min(sequence, timelines.lastInOrder(this.#timeline))
    if (target <= this.#timeline.read[this.#side]) return
    this.#change(timelines.addReadPosition(this.#timeline, this.#side, target))
    this.#readMarker.mark(target)
  }

  /** Tells whether news come by themselves. */
  setConnection(connection: SessionConnection): void {
    if (connection === this.#connection) return
    this.#connection = connection
    if (connection === 'live') this.#outbox.wake()
  }

  /**
   * The conversation was deleted, so nothing of it stays here. An agent's unsent replies go with it; what a visitor has
   * not sent is the visitor's own and begins another conversation.
   */
  erase(): void {
    this.#problem = 'erased'
    this.#isCatchUpDue = false
    this.#isStartedHere = false
    if (this.#side === 'visitor') {
      this.#memory.forget()
      this.#conversationId = null
    } else {
      this.#outbox.clear()
      writeDraft(this.#unsentKey, '', this.#storage)
    }
    this.#startOver()
    this.#outbox.wake()
  }

  /**
   * Closes or reopens the conversation; agents only.
   *
   * @throws ApiError or NetworkError, and then nothing has changed here
   */
  async setStatus(status: ConversationStatus): Promise<void> {
    if (this.#conversationId === null) return
    const { conversation } = await this.#api.patchConversation(this.#conversationId, { status })
    this.#change(timelines.addConversation(this.#timeline, conversation))
  }

  async #catchUpWhileDue(): Promise<void> {
    while (this.#isCatchUpDue && this.#conversationId !== null) {
      this.#isCatchUpDue = false
      try {
        await this.#catchUpOnce(this.#conversationId)
        this.#readMarker.flush()
      } catch (error) {
        if (isGone(error)) this.#lose(error)
        else if (isExpected(error)) this.#isCatchUpDue = true
        else throw error
        return
      }
    }
  }

  async #catchUpOnce(conversationId: string): Promise<void> {
    for (;;) {
      const isFirst = this.#timeline.floor === null
      const query = isFirst
        ? { limit: DEFAULT_PAGE_SIZE }
        : { after: timelines.lastInOrder(this.#timeline), limit: CATCH_UP_PAGE_SIZE }
      const snapshot = await this.#noteAnswer(this.#api.getConversation(conversationId, query))
      if (conversationId !== this.#conversationId || this.#problem === 'erased') return
      this.#problem = null
      // The browser keeps the cookie: who is refused from now on has lost the conversation, not the cookie.
      this.#isStartedHere = false
      const isOtherHistory = this.#epoch !== null && snapshot.epoch !== this.#epoch
      this.#epoch = snapshot.epoch
      if (snapshot.resync || (isOtherHistory && !isFirst)) {
        this.#startOver()
        continue
      }
      this.#change(timelines.addSnapshot(this.#timeline, snapshot, { isNewestPage: isFirst }))
      if (isFirst || !snapshot.messages.hasMore) return
    }
  }

  /** The server was restored: the messages we hold are worth nothing, only what is not sent yet is. */
  #startOver(): void {
    const { self } = this.#timeline
    this.#readMarker.reset()
    this.#change(timelines.setPending(timelines.emptyTimeline(self), this.#outbox.list()))
  }

  async #deliver(draft: MessageDraft): Promise<void> {
    try {
      const message = await this.#noteAnswer(this.#post(draft))
      this.#change(timelines.addMessages(this.#timeline, [message]))
      if (timelines.firstGap(this.#timeline) !== null || this.#timeline.floor === null) void this.catchUp()
    } catch (error) {
      // The author decides once it sees what it did not know.
      if (error instanceof ApiError && (error.code === 'newer_messages' || error.code === 'blocked'))
        await this.catchUp()
      if (!isGone(error)) throw error
      this.#lose(error)
      // The cookie is gone, and with it the conversation. The text is not: it begins another one.
      if (this.#side === 'agent' || this.#conversationId !== null) throw error
      await this.#deliver(draft)
    }
  }

  async #post(draft: MessageDraft): Promise<Message> {
    // Another tab may have started it a moment ago.
    if (this.#side === 'visitor') this.#followMemory()
    if (this.#conversationId !== null) {
      return (await this.#api.postMessage(this.#conversationId, draft)).message
    }
    const started = await this.#api.startConversation({
      clientConversationId: this.#memory.startId(),
      message: draft,
      ...pageContext(),
    })
    const { lastMessage } = started.conversation
    this.#adopt(started)
    if (lastMessage?.clientMessageId === draft.clientMessageId) return lastMessage
    // It was started before, by a request whose answer was lost: the server answers the stored message again.
    return (await this.#api.postMessage(started.conversationId, draft)).message
  }

  #adopt({ conversationId, conversation }: StartedConversation): void {
    const data = conversation.lastMessage === null ? [] : [conversation.lastMessage]
    const messages = { data, nextCursor: null, hasMore: false }
    this.#memory.remember(conversationId)
    this.#conversationId = conversationId
    this.#isStartedHere = true
    this.#problem = null
    this.#change(timelines.addSnapshot(this.#timeline, { conversation, messages }, { isNewestPage: true }))
  }

  /** Takes over the conversation that another tab started. */
  #followMemory(): void {
    const conversationId = this.#memory.conversationId()
    if (conversationId === this.#conversationId || conversationId === null) return
    this.#conversationId = conversationId
    this.#problem = null
    this.#startOver()
    void this.catchUp()
  }

  #lose(error: ApiError): void {
    const isAgent = this.#side === 'agent'
    const wasHere = this.#timeline.conversation !== null
    if (isAgent ? error.code === 'not_found' : !this.#isStartedHere) {
      this.erase()
      if (!wasHere) this.#problem = isAgent ? 'not_found' : null
    } else {
      this.#problem = error.code === 'not_authenticated' ? 'not_authenticated' : 'not_found'
    }
    this.#redraw()
  }

  async #putReadPosition(sequence: number): Promise<void> {
    if (this.#conversationId !== null) await this.#api.putReadPosition(this.#conversationId, sequence)
  }

  /** Remembers whether it was Porchlight that answered last, also with a refusal. */
  async #noteAnswer<Answer>(asked: Promise<Answer>): Promise<Answer> {
    try {
      const answer = await asked
      this.#lastAnswerWasOurs = true
      return answer
    } catch (error) {
      this.#lastAnswerWasOurs = error instanceof ApiError
      throw error
    }
  }

  #pollOnce(): void {
    if (this.#connection === 'live' && !this.#isCatchUpDue && this.#timeline.floor !== null) return
    void this.catchUp()
  }

  #visibilityChanged(): void {
    if (document.visibilityState === 'hidden') {
      this.#hiddenSince = Date.now()
      this.#readMarker.flush()
      return
    }
    const hiddenFor = this.#hiddenSince === null ? 0 : Date.now() - this.#hiddenSince
    this.#hiddenSince = null
    this.#outbox.wake()
    if (hiddenFor > CATCH_UP_AFTER_HIDDEN_MS) void this.catchUp()
  }

  #pendingChanged(): void {
    this.#change(timelines.setPending(this.#timeline, this.#outbox.list()))
  }

  #change(timeline: timelines.Timeline): void {
    this.#timeline = timeline
    this.#redraw()
  }

  #redraw(): void {
    clearTimeout(this.#tellSoon)
    this.#tellSoon = undefined
    this.#isViewStale = true
    for (const listener of this.#listeners) listener()
  }

  #draw(): ConversationView {
    const { floor, read } = this.#timeline
    return {
      conversationId: this.#conversationId,
      conversation: timelines.currentConversation(this.#timeline),
      entries: timelines.entriesOf(this.#timeline),
      phase: this.#phase(),
      problem: this.#problem,
      hasOlder: floor !== null && floor > 1,
      isLoadingOlder: this.#isLoadingOlder,
      readSequence: read[this.#side],
      isStorageSafe: !this.#isStarted || this.#storage.isPersistent(),
    }
  }

  #phase(): ConversationView['phase'] {
    if (this.#problem === 'erased' && this.#side === 'visitor') return 'empty'
    if (this.#problem !== null) return 'gone'
    if (this.#conversationId === null) return 'empty'
    return this.#timeline.floor === null ? 'loading' : 'ready'
  }
}

function conversationIdOf(event: ConversationEvent): string {
  return event.name === 'message.posted' ? event.data.message.conversationId : event.data.conversationId
}

function isExpected(error: unknown): boolean {
  return error instanceof ApiError || error instanceof NetworkError
}
