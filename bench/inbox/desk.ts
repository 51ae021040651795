import * as Ably from 'ably'
import { createApi } from '@/client/api/api'
import { inboxSource } from '@/client/desk/inbox/inbox-source'
import { InboxStore } from '@/client/desk/inbox/inbox-store'
import { leaseChannel } from '@/client/realtime/channel-lease'
import { followChannel } from '@/client/realtime/follow-channel'
import { realtimeOptions } from '@/client/realtime/realtime-client'
import { INBOX_PAGE_SIZE } from '@/contract/limits'
import { inboxChannel, liveChannel } from '@/contract/log/channels'
import { inboxEvent } from '@/contract/log/events'
import { mustCall } from '../http'
import type { Account } from './server'

/** How many rows an ordinary screen shows. A desk follows the presence of their visitors. */
const ROWS_IN_VIEW = 15

/** An agent's inbox as a browser runs it, without the screen: the project's own client code and the unmodified SDK. */
export class BenchDesk {
  /** The requests it has sent since it was loaded. */
  asked = 0
  /** How often it attached the channel of a row that came into view. */
  watched = 0
  readonly #origin: string
  readonly #cookie: string
  readonly #store: InboxStore
  readonly #watching = new Map<string, () => void>()
  #client: Ably.Realtime | null = null

  private constructor(origin: string, cookie: string) {
    this.#origin = origin
    this.#cookie = cookie
    const api = createApi({
      side: 'agent',
      agentId: null,
      fetch: (path, init) => this.#fetch(String(path), init),
    })
    this.#store = new InboxStore(inboxSource(api), { status: null, unreadOnly: false })
  }

  /** Signs in and resolves once the list is loaded and its channels are attached. */
  static async open(origin: string, account: Account, siteId: string, watches: boolean): Promise<BenchDesk> {
    const { cookies } = await mustCall('POST', `${origin}/api/auth/sign-in/email`, { body: account })
    const desk = new BenchDesk(origin, cookies.join('; '))
    await desk.#connect(siteId)
    await desk.#store.reload()
    if (watches) {
      desk.#store.subscribe(() => desk.#watchRowsInView())
      desk.#watchRowsInView()
    }
    return desk
  }

  rows(): { id: string; lastSequence: number; unreadCount: number }[] {
    return this.#store
      .getSnapshot()
      .rows.slice(0, INBOX_PAGE_SIZE)
      .map(({ conversation: { id, lastSequence, unreadCount } }) => ({ id, lastSequence, unreadCount }))
  }

  close(): void {
    this.#client?.close()
  }

  async #connect(siteId: string): Promise<void> {
    const { port } = new URL(this.#origin)
    const options = realtimeOptions(
      { side: 'agent', agentId: null },
      { kind: 'ably', endpoint: '127.0.0.1', port: Number(port), tls: false },
      { protocol: 'http:', hostname: '127.0.0.1', port: '' },
    )
    this.#client = new Ably.Realtime({
      ...options,
      logLevel: 0,
      authCallback: (_params, callback) => {
        this.#fetch('/api/ably/auth', { headers: { 'Porchlight-Side': 'agent' } })
          .then((answer) => answer.text())
          .then(
            (token) => callback(null, token),
            (error) => callback(String(error), null),
          )
      },
    })
    const { channel } = leaseChannel(this.#client, inboxChannel(siteId))
    followChannel(channel, {
      onMessage: ({ name, data }) => {
        const event = inboxEvent.safeParse({ name, data })
        if (event.success && event.data.name === 'inbox.changed') this.#store.receive(event.data.data)
      },
      onDiscontinuity: () => void this.#store.reload(),
    })
    await channel.attach()
  }

  /** As `use-visitor-life.ts` does for the rows on screen. */
  #watchRowsInView(): void {
    const client = this.#client
    if (client === null) return
    const inView = this.#store.getSnapshot().rows.slice(0, ROWS_IN_VIEW)
    const names = new Set(inView.map(({ conversation: { siteId, id } }) => liveChannel(siteId, id)))
    for (const [name, release] of this.#watching) {
      if (names.has(name)) continue
      release()
      this.#watching.delete(name)
    }
    for (const name of names) {
      if (this.#watching.has(name)) continue
      this.watched += 1
      const { channel, release } = leaseChannel(client, name)
      void channel.presence.subscribe(() => {}).catch(() => {})
      this.#watching.set(name, release)
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (path.startsWith('/api/support')) this.asked += 1
    return fetch(this.#origin + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie: this.#cookie },
    })
  }
}
