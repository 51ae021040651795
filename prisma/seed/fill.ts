import { hashPassword } from 'better-auth/crypto'
import type { Prisma } from '@/generated/prisma/client'
import { type Transaction, transact } from '@/server/database/db'
import { agents, browsers, pages, places } from './cast'
import { type Dialogue, dialogues } from './dialogues'
import { createRandom, type Random } from './random'

const MINUTE_MS = 60_000

/** The database is not empty. */
class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError'
}

/**
 * Fills an empty database with a team, all with this password, and conversations that lead up to `now`. Deterministic for a given
 * time. Atomic.
 *
 * @throws NotEmptyError if there is a user or set-up is complete
 */
export async function fillDatabase({ now, password }: { now: Date; password: string }): Promise<void> {
  const passwordHash = await hashPassword(password)
  const fill = async (tx: Transaction) => {
    const { count } = await tx.installation.updateMany({
      where: { id: 1, setUpAt: null },
      data: { setUpAt: now },
    })
    if (count === 0 || (await tx.user.count()) > 0)
      throw new NotEmptyError('Nothing was changed: the demo requires an empty database.')

    const random = createRandom(20_261_124)
    const team = await createTeam(tx, random, now, passwordHash)
    const rows = conversationRows(random, now, team)
    await tx.user.createMany({ data: rows.map(({ visitor }) => visitor) })
    await tx.conversation.createMany({ data: rows.map(({ conversation }) => conversation) })
    await tx.message.createMany({ data: rows.flatMap(({ messages }) => messages) })
  }
  await transact(fill, { isLong: true })
}

async function createTeam(
  tx: Transaction,
  random: Random,
  now: Date,
  passwordHash: string,
): Promise<string[]> {
  const users = agents.map(({ name, email, role }) => {
    return { id: random.uuid(now), name, role, signInEmail: email, emailVerified: true }
  })
  await tx.user.createMany({ data: users })
  await tx.account.createMany({
    data: users.map(({ id }) => {
      return {
        id: random.uuid(now),
        userId: id,
        accountId: id,
        providerId: 'credential',
        password: passwordHash,
      }
    }),
  })
  return users.map(({ id }) => id)
}

type Rows = {
  visitor: Prisma.UserCreateManyInput
  conversation: Prisma.ConversationCreateManyInput
  messages: Prisma.MessageCreateManyInput[]
}

/** The first dialogue ended a moment ago; each further one, some time before that. */
function conversationRows(random: Random, now: Date, team: string[]): Rows[] {
  let endedAt = now.getTime() - 2 * MINUTE_MS
  return dialogues.map((dialogue, index) => {
    const rows = rowsOf(dialogue, random, new Date(endedAt), random.pick(team))
    endedAt -= random.between(5, 40) * MINUTE_MS * (1 + index)
    return rows
  })
}

function rowsOf(dialogue: Dialogue, random: Random, endedAt: Date, agentId: string): Rows {
  const { visitor: name, email, place, lines, unread = 0, closed = false, settled = false } = dialogue
  const times = timesUntil(endedAt, lines.length, random)
  const createdAt = times[0] ?? endedAt
  const visitorId = random.uuid(createdAt)
  const id = random.uuid(createdAt)
  const lastVisitorSequence = lines.findLastIndex(isVisitors) + 1
  const visitorReadSequence = readByVisitor(lines, unread)
  const agentReadSequence = lines.length - unread

  return {
    visitor: { id: visitorId, name, email: email ?? null, createdAt, updatedAt: createdAt },
    conversation: {
      id,
      userId: visitorId,
      status: closed ? 'CLOSED' : 'OPEN',
      lastPosition: lines.length,
      lastSequence: lines.length,
      lastShownPosition: lines.length,
      lastShownSequence: lines.length,
      lastVisitorPosition: lastVisitorSequence,
      lastVisitorSequence,
      visitorReadPosition: visitorReadSequence,
      visitorReadSequence,
      agentReadPosition: agentReadSequence,
      agentReadSequence,
      lastActivityAt: endedAt,
      waitingSince: closed || settled ? null : (times[firstUnanswered(lines)] ?? null),
      clientConversationId: random.uuid(createdAt),
      pageUrl: `https://shop.example.com${random.pick(pages)}`,
      ...places[place],
      browser: random.pick(browsers),
      createdAt,
      updatedAt: endedAt,
    },
    messages: lines.map((line, index) => {
      const sequence = index + 1
      const at = times[index] ?? endedAt
      return {
        id: random.uuid(at),
        conversationId: id,
        position: sequence,
        sequence,
        senderId: isVisitors(line) ? visitorId : agentId,
        senderSide: isVisitors(line) ? 'VISITOR' : 'AGENT',
        clientMessageId: random.uuid(at),
        content: line.slice(2),
        read: sequence <= (isVisitors(line) ? agentReadSequence : visitorReadSequence),
        createdAt: at,
      }
    }),
  }
}

/** Times with realistic pauses between them, the last one at `end`. */
function timesUntil(end: Date, count: number, random: Random): Date[] {
  const times = [end]
  while (times.length < count) {
    const [earliest = end] = times
    times.unshift(new Date(earliest.getTime() - random.between(20, 240) * 1_000))
  }
  return times
}

/** Visitors have read everything above their last message. Later messages from the team are unread: the visitor may have left. */
function readByVisitor(lines: string[], unread: number): number {
  return unread > 0 ? lines.length : lines.findLastIndex(isVisitors) + 1
}

/** The index of the visitor's first line after the team's last one; beyond the end if there is none. */
function firstUnanswered(lines: string[]): number {
  return lines.findLastIndex((line) => !isVisitors(line)) + 1
}

function isVisitors(line: string): boolean {
  return line.startsWith('v')
}
