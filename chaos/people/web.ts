import { type Api, createApi } from '@/client/api/api'
import type { ErrorBody } from '@/contract/error-codes'
import { SIDE_HEADER } from '@/contract/http/side-header'
import type { ConversationPatch, PostedMessage, StartedConversation } from '@/contract/log/conversation'
import type { MessageDraft, MessagePatch, Side } from '@/contract/log/message'
import { Connections } from './connections'
import type { Change, Notebook } from './notebook'

/** One person's way to the app: its cookies, and a record of everything that was asked of the app and acknowledged by it. */
export class Web {
  readonly side: Side
  readonly #origin: string
  readonly #notebook: Notebook
  readonly #connections = new Connections()
  readonly #cookies = new Map<string, string>()

  constructor(side: Side, origin: string, notebook: Notebook) {
    this.side = side
    this.#origin = origin
    this.#notebook = notebook
  }

  /** The project's own calls, by this road. */
  api(): Api {
    return createApi({
      side: this.side,
      agentId: null,
      fetch: (input, init) => this.#fetch(String(input), init),
    })
  }

  /** A token for the realtime service. */
  async token(): Promise<string> {
    const response = await this.#fetch('/api/ably/auth', { headers: { [SIDE_HEADER]: this.side } })
    if (!response.ok) throw new Error(`no token: ${response.status}`)
    return response.text()
  }

  /** @throws Error unless the account exists and the app answers */
  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    const response = await this.#fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: this.#origin },
      body: JSON.stringify({ email, password }),
    })
    if (!response.ok) throw new Error(`signing in was answered with ${response.status}`)
  }

  /** The page is gone, and with it whatever it was asking. */
  leave(): void {
    this.#connections.abandon()
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (init.body) this.#noteClosing(path, String(init.body))
    const change = this.#noteChange(path, init)
    const { response, body } = await this.#connections.ask(this.#origin + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie: this.#cookieHeader() },
    })
    this.#takeCookies(response)
    if (response.ok && init.method === 'POST') this.#note(path, String(init.body), body)
    if (response.ok && change !== null)
      this.#notebook.confirm(change, (JSON.parse(body) as PostedMessage).message)
    if (response.status === 403 && init.method === 'POST') this.#noteRefusal(path, String(init.body), body)
    return response
  }

  /** As {@link #noteClosing}. */
  #noteChange(path: string, { method, body }: RequestInit): Change | null {
    const [, messageId, asked] = /\/messages\/([^/?]+)(?:\?version=(\d+))?$/.exec(path) ?? []
    if (messageId === undefined) return null
    if (method === 'DELETE')
      return this.#notebook.attempt({ messageId, version: Number(asked) + 1, content: null })
    const { content, version } = JSON.parse(String(body)) as MessagePatch
    return this.#notebook.attempt({ messageId, version: version + 1, content })
  }

  #noteRefusal(path: string, sent: string, answered: string): void {
    if (!path.endsWith('/messages')) return
    const { error } = JSON.parse(answered) as ErrorBody
    if (error.code === 'blocked') this.#notebook.refused.add((JSON.parse(sent) as MessageDraft).content)
  }

  /** Noted before it goes out: what is not answered may have arrived. */
  #noteClosing(path: string, sent: string): void {
    const conversationId = /\/conversations\/([^/]+)/.exec(path)?.[1]
    if (conversationId === undefined) return
    const body = JSON.parse(sent) as Partial<MessageDraft & ConversationPatch>
    if (!body.close && body.status !== 'CLOSED') return
    const { seenSequence: seen = Number.POSITIVE_INFINITY, clientMessageId = null } = body
    this.#notebook.closings.push({ conversationId, seen, clientMessageId })
  }

  #note(path: string, sent: string, answered: string): void {
    if (path.endsWith('/messages')) {
      const { content } = JSON.parse(sent) as MessageDraft
      const { message } = JSON.parse(answered) as PostedMessage
      this.#notebook.acknowledge(message, content)
    } else if (path.endsWith('/conversations')) {
      const { message } = JSON.parse(sent) as { message?: MessageDraft }
      const { lastMessage } = (JSON.parse(answered) as StartedConversation).conversation
      const isAnswer = lastMessage !== null && lastMessage.clientMessageId === message?.clientMessageId
      if (isAnswer) this.#notebook.acknowledge(lastMessage, message.content)
    }
  }

  #cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #takeCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
  }
}
