import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as timelines from '@/client/conversation/timeline'
import { entriesOf } from '@/client/conversation/timeline-entries'
import { type DeskConversation, ofConversation } from '@/client/desk/inbox/desk-conversation'
import { InboxStore } from '@/client/desk/inbox/inbox-store'
import { conversationChannel, staffConversationChannel } from '@/contract/log/channels'
import type { Conversation, ConversationSnapshot } from '@/contract/log/conversation'
import { type ConversationEvent, conversationEvent, type InboxChanged } from '@/contract/log/events'
import { getConversation, listConversations, updateConversation } from '@/server/conversations/conversations'
import { readInbox } from '@/server/conversations/inbox-rows'
import { postMessage } from '@/server/conversations/post-message'
import { db, pool } from '@/server/database/db'
import { deleteMessage, editMessage } from '@/server/log/edit'
import { advanceReadPosition } from '@/server/log/read-positions'
import type { Viewer } from '@/server/policy/viewer'
import { blockVisitor, unblockVisitor } from '@/server/visitors/block'
import { emptyDatabase, SITE_ID } from './database'
import { ada, ben, createCast, createConversation, draft, vera, victor } from './factories'
import { toldOn } from './told'

/*
 * A browser that applies events to a stale snapshot must end with what the server would return now: with events in any order,
 * repeated and, once it has caught up, omitted. https://zulip.readthedocs.io calls this rule verify_action.
 */

const RUNS = { numRuns: 8 }

vi.setConfig({ testTimeout: 60_000 })
const PAGE = { limit: 50 }

/** A random action in one of three conversations: two of Vera's, of which the first is observed, and one of Victor's. */
const action = fc.record({
  conversation: fc.nat({ max: 2 }),
  what: fc.constantFrom(
    'visitor writes',
    'ada writes',
    'ben writes',
    'visitor reads',
    'ada reads',
    'closes',
    'replies and closes',
    'sets aside',
    'takes back',
    'names',
    'notes',
    'edits',
    'deletes',
    'blocks',
    'unblocks',
  ),
  upTo: fc.nat({ max: 12 }),
})
type Action = { conversation: number; what: string; upTo: number }

const story = fc.record({
  before: fc.array(action, { maxLength: 6 }),
  after: fc.array(action, { minLength: 1, maxLength: 10 }),
  /** The order in which events arrive, and which arrive twice. */
  order: fc.infiniteStream(fc.nat()),
  lost: fc.infiniteStream(fc.boolean()),
})

describe('a stale snapshot and the events since', () => {
  it.each([
    ['the visitor', vera],
    ['an agent', ada],
  ])(
    'converge to the conversation that %s would load now, in any order and with repeats',
    async (_, viewer) => {
      await fc.assert(
        fc.asyncProperty(story, async ({ before, after, order }) => {
          const id = await begin()
          await perform(before)
          let timeline = take(await snapshotOf(viewer, id), viewer)
          await perform(after)

          for (const event of shuffledTwice(await told(viewer, id), order)) {
            timeline = timelines.applyEvent(timeline, event)
          }

          expect(pictureOf(timeline)).toEqual(pictureOf(take(await snapshotOf(viewer, id), viewer)))
        }),
        RUNS,
      )
    },
  )

  it('converge despite omissions, after catching up', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ before, after, order, lost }) => {
        const id = await begin()
        await perform(before)
        let timeline = take(await snapshotOf(ada, id), ada)
        await perform(after)

        for (const event of shuffledTwice(await told(ada, id), order)) {
          if (!lost.next().value) timeline = timelines.applyEvent(timeline, event)
        }
        for (let hasMore = true; hasMore; ) {
          const page = await getConversation(ada, id, { after: timelines.lastInOrder(timeline), limit: 3 })
          timeline = timelines.addSnapshot(timeline, page, { isNewestPage: false })
          hasMore = page.messages.hasMore
        }

        expect(pictureOf(timeline)).toEqual(pictureOf(take(await snapshotOf(ada, id), ada)))
      }),
      RUNS,
    )
  })
})

it('converge to the inbox that would load now, in any order, with its totals', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ before, after, order }) => {
      await begin()
      await perform(before)
      const store = openInbox()
      await store.refresh()
      const changes: InboxChanged[] = []
      for (const one of after) {
        await perform([one])
        changes.push(await readInbox(query, { siteId: SITE_ID, conversationIds: ids, visitorIds: [] }))
      }

      // Rows may arrive in any order, because their revision decides. Totals are those of the last event.
      for (const change of shuffledTwice(changes, order)) store.receive(change)
      store.receive({ ...(changes.at(-1) as InboxChanged), rows: [], visitors: [] })

      const now = await listConversations(ada, PAGE)
      const { unreadTotal, needsAnswerTotal } = store.getSnapshot()
      expect(store.rows().map(({ conversation }) => withoutContext(conversation))).toEqual(
        now.data.map(ofConversation).map(withoutContext),
      )
      expect([unreadTotal, needsAnswerTotal]).toEqual([now.unreadTotal, now.needsAnswerTotal])
    }),
    RUNS,
  )
})

let ids: string[] = []

/** Returns the conversation that is looked at. */
async function begin(): Promise<string> {
  await emptyDatabase()
  await createCast()
  const [first, ...others] = [
    await createConversation(),
    await createConversation({ visitor: victor }),
    await createConversation(),
  ]
  ids = [first, ...others].map(({ id }) => id)
  return first.id
}

async function perform(actions: readonly Action[]): Promise<void> {
  for (const { conversation, what, upTo } of actions) {
    const id = ids[conversation] ?? ''
    const visitor = conversation === 1 ? victor : vera
    if (what === 'visitor writes') await postMessage(visitor, id, draft('Hello?'))
    if (what === 'ada writes') await postMessage(ada, id, draft('Hello.'))
    if (what === 'ben writes') await postMessage(ben, id, draft('And from me.'))
    if (what === 'visitor reads') await advanceReadPosition(visitor, id, upTo)
    if (what === 'ada reads') await advanceReadPosition(ada, id, upTo)
    if (what === 'closes') await updateConversation(ada, id, { status: 'CLOSED' })
    if (what === 'replies and closes') await postMessage(ben, id, { ...draft('Bye.'), close: true })
    if (what === 'sets aside') await updateConversation(ada, id, { needsAnswer: false })
    if (what === 'takes back') await updateConversation(ada, id, { status: 'OPEN', needsAnswer: true })
    if (what === 'names') await updateConversation(visitor, id, { visitor: { name: `V${upTo}` } })
    if (what === 'notes') await postMessage(ben, id, { ...draft('Between us.'), kind: 'note' })
    if (what === 'edits') await change(id, upTo, editMessage, { content: `edited ${upTo}` })
    if (what === 'deletes') await change(id, upTo, deleteMessage, {})
    if (what === 'blocks') await blockVisitor(ben, visitor.id)
    if (what === 'unblocks') await unblockVisitor(ada, visitor.id)
  }
}

/** Edits or deletes a message or note of the conversation as its author, unless all are deleted. */
async function change<Patch>(
  id: string,
  which: number,
  make: (
    viewer: Viewer,
    id: string,
    messageId: string,
    patch: Patch & { version: number },
  ) => Promise<unknown>,
  patch: Patch,
): Promise<void> {
  const written = await db.message.findMany({
    where: { conversationId: id, kind: { not: 'EVENT' }, deletedAt: null },
    orderBy: { position: 'asc' },
  })
  const row = written[which % Math.max(1, written.length)]
  const author = [vera, victor, ada, ben].find((viewer) => viewer.id === row?.senderId)
  if (row && author) await make(author, id, row.id, { ...patch, version: row.version })
}

function snapshotOf(viewer: Viewer, id: string): Promise<ConversationSnapshot> {
  return getConversation(viewer, id, PAGE)
}

function take(snapshot: ConversationSnapshot, { side, id }: Viewer): timelines.Timeline {
  return timelines.addSnapshot(timelines.emptyTimeline({ side, id }), snapshot, { isNewestPage: true })
}

/** What a screen shows: it names the visitor after the conversation, not after its messages. */
function pictureOf(timeline: timelines.Timeline) {
  const { status, visitor, lastSequence, lastMessage, unreadCount, visitorReadSequence, agentReadSequence } =
    timelines.currentConversation(timeline) as Conversation
  return {
    entries: entriesOf(timeline).map((entry) => ({
      ...entry,
      ...(entry.side === 'visitor' && { senderName: null }),
      // What an edit starts from. Its read flag and name may be older than what the screen shows.
      ...('stored' in entry && {
        stored: entry.stored && [entry.stored.id, entry.stored.version, entry.stored.content],
      }),
    })),
    // Whether they are blocked is reloaded on an event.
    conversation: {
      status,
      visitor: [visitor.name, visitor.email],
      lastSequence,
      unreadCount,
      visitorReadSequence,
      agentReadSequence,
    },
    lastMessageId: lastMessage?.id ?? null,
  }
}

/** What the viewer's channel receives. */
async function told(viewer: Viewer, id: string): Promise<ConversationEvent[]> {
  const channel =
    viewer.side === 'agent' ? staffConversationChannel(SITE_ID, id) : conversationChannel(SITE_ID, id)
  return (await toldOn(channel)).map((event) => conversationEvent.parse(event))
}

const query: Parameters<typeof readInbox>[0] = async (text, values) => (await pool.query(text, values)).rows

/** The page the visitor wrote from, which is in no row. */
function withoutContext({ context, ...rest }: DeskConversation): Omit<DeskConversation, 'context'> {
  return rest
}

function shuffledTwice<Event>(events: readonly Event[], order: Iterator<number>): Event[] {
  return [...events, ...events]
    .map((event) => ({ event, place: Number(order.next().value) }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event)
}

function openInbox(): InboxStore {
  const unexpected = () => Promise.reject(new Error('unexpected change'))
  return new InboxStore(
    {
      list: ({ cursor, limit }) => listConversations(ada, { limit, ...(cursor === null ? {} : { cursor }) }),
      findAll: async () => [],
      setStatus: unexpected,
      setNeedsAnswer: unexpected,
      setVisitorName: unexpected,
    },
    { status: null, unreadOnly: false },
  )
}
