import { setTimeout as sleep } from 'node:timers/promises'
import type { Agent, Visitor } from './people/person'
import { NOTE_MARK } from './people/texts'
import type { Random } from './random'

/** How many unacknowledged texts a person may have before they pause. */
const PATIENCE = 5

/** How often people read new messages, and how often agents close a conversation, in milliseconds. */
const READ_EVERY_MS = 5_000
const FINISH_EVERY_MS = 30_000

/** The share of answers that also close the conversation. */
const CLOSING_ANSWERS = 0.1

/** Notes per message, and edits or deletions per message. */
const NOTES = 0.2
const CHANGES = 0.3

/** In milliseconds: the pause between blocks, the length of a block, and how often visitors retry refused texts. */
const BLOCK_EVERY_MS = 60_000
const BLOCKED_MS = [200, 2_000] as const
const RETRY_EVERY_MS = 2_000

/** Visitors arrive within this time, in milliseconds. */
const ARRIVAL_MS = 5_000

type Habits = { rate: number; random: Random }

/** People who write to each other until stopped. */
export class Crowd {
  readonly visitors: readonly Visitor[]
  readonly agents: readonly Agent[]
  readonly #habits: Habits
  readonly #lives: Promise<void>[] = []
  #isWriting = false
  #texts = 0

  constructor(visitors: readonly Visitor[], agents: readonly Agent[], habits: Habits) {
    this.visitors = visitors
    this.agents = agents
    this.#habits = habits
  }

  get people(): (Visitor | Agent)[] {
    return [...this.visitors, ...this.agents]
  }

  get acknowledged(): number {
    return this.people.reduce((sum, { notebook }) => sum + notebook.acknowledged.length, 0)
  }

  /** Texts queued in browsers. */
  get waiting(): number {
    const screens = this.people.flatMap((person) => person.screens)
    return screens.reduce((sum, screen) => sum + screen.waiting(), 0)
  }

  /** Signs agents in and starts writing. */
  async begin(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.begin()))
    this.#isWriting = true
    for (const [index, visitor] of this.visitors.entries()) {
      const agent = this.agents[index % this.agents.length]
      if (agent !== undefined) this.#lives.push(this.#live(visitor, agent))
    }
  }

  /** Stops writing. Texts may still be in transit. */
  async stopWriting(): Promise<void> {
    this.#isWriting = false
    await Promise.all(this.#lives)
  }

  /** Unblocks visitors and retries refused texts until everything is sent, as people would by hand. */
  async tidy(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.unblockAll()))
    for (const visitor of this.visitors) visitor.retry()
  }

  leave(): void {
    for (const person of this.people) person.leave()
  }

  /** Has the visitor write; once there is a conversation, every agent opens it and one answers. */
  async #live(visitor: Visitor, agent: Agent): Promise<void> {
    const random = this.#habits.random.fork()
    await sleep(random.between(0, ARRIVAL_MS))
    const conversationId = await this.#firstMessage(visitor)
    if (conversationId === null) return
    for (const one of this.agents) one.open(conversationId)

    const betweenMs = (2 * this.visitors.length * 1_000) / this.#habits.rate
    const habits: [meanMs: number, act: (random: Random) => void | Promise<void>][] = [
      [betweenMs, () => this.#write(visitor, (text) => visitor.say(text))],
      [
        betweenMs,
        (own) => this.#write(agent, (text) => this.#answer(agent, conversationId, { text, random: own })),
      ],
      [READ_EVERY_MS, () => visitor.read()],
      [READ_EVERY_MS, () => agent.read(conversationId)],
      [FINISH_EVERY_MS, (own) => void own.pick(this.agents).finish(conversationId)],
      [betweenMs / NOTES, (own) => this.#note(own.pick(this.agents), conversationId)],
      [betweenMs / CHANGES, (own) => visitor.change(own)],
      [betweenMs / CHANGES, (own) => own.pick(this.agents).change(conversationId, own)],
      [BLOCK_EVERY_MS, (own) => own.pick(this.agents).block(conversationId, own.between(...BLOCKED_MS))],
      [RETRY_EVERY_MS, () => visitor.retry()],
    ]
    await Promise.all(habits.map(([meanMs, act]) => this.#repeat(random.fork(), meanMs, act)))
  }

  #write(person: Visitor | Agent, say: (text: string) => void): void {
    if (person.notebook.unanswered < PATIENCE * person.screens.length) say(this.#text(person.name))
  }

  #answer(agent: Agent, conversationId: string, { text, random }: { text: string; random: Random }): void {
    if (random.next() < CLOSING_ANSWERS) agent.sayAndClose(conversationId, text)
    else agent.say(conversationId, text)
  }

  #note(agent: Agent, conversationId: string): Promise<void> {
    return agent.note(conversationId, `${this.#text(agent.name)} ${NOTE_MARK}`)
  }

  async #firstMessage(visitor: Visitor): Promise<string | null> {
    visitor.say(this.#text(visitor.name))
    while (this.#isWriting) {
      const conversationId = visitor.screens[0]?.conversationId
      if (conversationId) return conversationId
      await sleep(50)
    }
    return null
  }

  async #repeat(
    random: Random,
    meanMs: number,
    act: (random: Random) => void | Promise<void>,
  ): Promise<void> {
    for (;;) {
      const until = Date.now() + random.pause(meanMs)
      while (this.#isWriting && Date.now() < until) await sleep(Math.min(200, until - Date.now()))
      if (!this.#isWriting) return
      await act(random)
    }
  }

  /** Texts are unique, so that a duplicate can be told from a new message. */
  #text(author: string): string {
    this.#texts += 1
    return `${author} says ${this.#texts}: ${'la '.repeat(this.#texts % 20)}`.trim()
  }
}
