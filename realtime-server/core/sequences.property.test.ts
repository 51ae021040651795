import fc from 'fast-check'
import { expect, it } from 'vitest'
import { setUp } from '../testing/client'
import { fuzzRuns, fuzzTimeout } from '../testing/fuzz'
import { ModelClient } from '../testing/model-client'

const HISTORY_MS = 120_000
const REMAIN_PRESENT_MS = 15_000

const who = fc.nat(1)
const where = fc.constantFrom('room', 'hall')
const clientId = fc.constantFrom('vera', 'ada')
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('publish' as const), who, where }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('attach' as const), who, where }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('detach' as const), who, where }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      who,
      ms: fc.constantFrom(0, 1, 14_999, 20_000, 119_000, 121_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 10_000, 16_000, 60_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('present' as const),
      who,
      where,
      clientId,
      action: fc.constantFrom(2 as const, 3 as const, 4 as const),
    }),
  },
)

it(
  'in every sequence of operations, nothing is silently lost, duplicated or reordered',
  () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const world = new World()
        for (const each of steps) world.perform(each)
      }),
      fuzzRuns(60),
    )
  },
  fuzzTimeout(),
)

/** The server, two clients that disconnect and reconnect, and the invariants. */
class World {
  readonly #server = setUp()
  readonly #clients: ModelClient[]
  /** All entries appended to each channel's log. */
  readonly #log = new Map<string, { serial: string; at: number; names: string[] }[]>()
  /** Where each client's continuity started, as a number of log entries. */
  readonly #since = new Map<string, number>()
  readonly #publishes: { frame: object; at: number }[][] = [[], []]
  #published = 0

  constructor() {
    const { hub, client, other } = this.#server
    const [first = '', second = ''] = hub.connections.keys()
    this.#clients = [new ModelClient(client, first), new ModelClient(other, second)]
    const append = hub.broker.append.bind(hub.broker)
    hub.broker.append = (channel, draft) => {
      const entry = append(channel, draft)
      const names = entry.kind === 'message' ? entry.messages.map(({ name = '' }) => name) : []
      this.#entries(channel).push({ serial: entry.channelSerial, at: entry.timestamp, names })
      return entry
    }
  }

  perform(one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): void {
    const { clock } = this.#server
    if (one.do === 'wait') clock.advance(one.ms)
    else {
      const client = this.#clients[one.who] as ModelClient
      if (one.do === 'lose' || one.do === 'break') this.#lose(client)
      else if (!client.isConnected) this.#comeBack(client)
      if (one.do === 'break') {
        clock.advance(one.ms)
        this.#comeBack(client)
      } else if (one.do !== 'lose') this.#act(client, one)
    }
    this.#check()
  }

  #act(
    client: ModelClient,
    one: Exclude<Parameters<World['perform']>[0], { do: 'wait' | 'lose' | 'break' }>,
  ): void {
    const publishes = this.#publishes[one.who] ?? []
    const at = this.#server.clock.now()
    if (one.do === 'publish')
      publishes.push({ at, frame: client.publish(one.where, String(this.#published++)) })
    else if (one.do === 'attach') this.#attach(client, one.where)
    else if (one.do === 'detach') client.detach(one.where)
    else if (one.do === 'present') client.present(one.where, one.clientId, one.action)
    else this.#repeat(client, publishes.at(-1))
  }

  #lose(client: ModelClient): void {
    if (client.isConnected) client.lose(this.#server.clock.now())
  }

  /** A publish repeated while it is kept gets the same ACK, and adds nothing. */
  #repeat(client: ModelClient, publish: { frame: object; at: number } | undefined): void {
    if (!publish || this.#server.clock.now() - publish.at > HISTORY_MS) return
    const { frame } = publish
    const { msgSerial, channel } = frame as { msgSerial: number; channel: string }
    const before = this.#entries(channel).length
    const first = client.answers.find((answer) => answer.msgSerial === msgSerial)
    client.repeat(frame)
    const again = client.answers.pop()
    expect(again?.res).toEqual(first?.res)
    expect(this.#entries(channel)).toHaveLength(before)
  }

  #attach(client: ModelClient, channel: string): void {
    const wasAttached = client.view(channel).isAttached
    client.attach(channel)
    if (!wasAttached) this.#begin(client, channel)
  }

  #begin(client: ModelClient, channel: string): void {
    this.#since.set(`${this.#clients.indexOf(client)} ${channel}`, this.#messages(channel).length)
  }

  #comeBack(client: ModelClient): void {
    const cursors = ['room', 'hall'].map((channel) => ({ channel, cursor: client.view(channel).cursor }))
    const now = this.#server.clock.now()
    const known = cursors.map(
      ({ channel, cursor }) => cursor !== undefined && this.#isKnownAfter(channel, cursor, now),
    )
    client.reconnect()
    for (const [index, { channel, cursor }] of cursors.entries()) {
      const view = client.view(channel)
      if (cursor === undefined || !view.isAttached) continue
      expect(view.resumed, `resumed on ${channel}`).toBe(known[index])
      if (!view.resumed) this.#begin(client, channel)
    }
  }

  /** Whether everything after the cursor is recent enough to be kept. */
  #isKnownAfter(channel: string, cursor: string, now: number): boolean {
    return this.#entries(channel).every(({ serial, at }) => serial <= cursor || now - at <= HISTORY_MS)
  }

  #check(): void {
    for (const [index, client] of this.#clients.entries()) {
      client.read()
      const serials = client.answers.map(({ msgSerial }) => msgSerial)
      expect(serials, 'ACKs in order, one for each').toEqual(
        Array.from({ length: client.nextMsgSerial }, (_, at) => at),
      )
      expect(client.answers.every(({ count }) => count === 1)).toBe(true)
      for (const channel of ['room', 'hall']) {
        const view = client.view(channel)
        if (!client.isConnected || !view.isAttached) continue
        const since = this.#since.get(`${index} ${channel}`) ?? 0
        expect(view.heard, `messages that ${index} received on ${channel}`).toEqual(
          this.#messages(channel).slice(since),
        )
        expect([...view.present].sort(), `members that ${index} sees on ${channel}`).toEqual(
          this.#present(channel),
        )
      }
    }
  }

  /** The expected members: clients that entered and are connected, or were lost a moment ago. */
  #present(channel: string): string[] {
    const now = this.#server.clock.now()
    return this.#clients
      .filter(({ isConnected, lostAt }) => isConnected || now - lostAt < REMAIN_PRESENT_MS)
      .flatMap((client) => client.entered(channel))
      .sort()
  }

  #messages(channel: string): string[] {
    return this.#entries(channel).flatMap(({ names }) => names)
  }

  #entries(channel: string) {
    const entries = this.#log.get(channel) ?? []
    this.#log.set(channel, entries)
    return entries
  }
}
