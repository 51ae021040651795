import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'
import { isDeadlock, isUniqueViolation } from '@/server/database/errors'
import { conversationFacts } from '@/server/events/conversation-facts'
import { inTransaction, noteEvent } from '@/server/events/transaction'
import { log } from '@/server/logger'
import { requireCan } from '@/server/policy/require-can'
import { actorOf, type Viewer } from '@/server/policy/viewer'
import { endVisitorSessions } from '@/server/visitors/ended-sessions'
import { type LockedPerson, lockPeople } from '@/server/visitors/lock'
import { requireFreeName } from '@/server/visitors/reserved-names'
import type { NewSession, NewSessionPlace } from '@/server/visitors/sessions'
import { touchConversations } from '@/server/visitors/touch'
import { openVerifiedSession } from '@/server/visitors/verified-session'
import { mergePeople } from './merge'
import type { Vouched } from './proof'
import { holdSecret } from './secrets'

/** Who the caller is from now on, with the token that their browser keeps. */
export type Identified = NewSession & { email: string | null }

/**
 * Makes the caller the person for whom their site has vouched, and opens a new session for them.
 *
 * - The person is new to us: the caller's anonymous visitor becomes that person, or a new one.
 * - The person is known: what the anonymous caller wrote moves to them.
 * - The caller is verified as another person: nothing moves.
 *
 * The session that asks ends, and so do all of an anonymous visitor's: a token from before must not open what the site protects.
 *
 * @param caller the visitor whose credential the request carries
 * @throws SupportError `blocked` when the caller's anonymous visitor is; `name_reserved` for a name without proof;
 *   `identity_invalid` when the secret was removed meanwhile
 */
export async function identify(
  vouched: Vouched,
  place: NewSessionPlace,
  caller: Viewer | null,
): Promise<Identified> {
  const run = () => inTransaction((tx) => settle(tx, vouched, place, caller))
  // Two at once for one person: the unique index let one win, and it has committed. Or each waited for what the other held.
  const identified = await run().catch((error) => {
    if (!isUniqueViolation(error) && !isDeadlock(error)) throw error
    return run()
  })
  log.auth.info({ siteId: place.siteId, visitorId: identified.visitor.id }, 'a visitor was identified')
  return identified
}

async function settle(
  tx: Transaction,
  vouched: Vouched,
  place: NewSessionPlace,
  caller: Viewer | null,
): Promise<Identified> {
  await holdSecret(tx, vouched.secretId)
  const { before, known } = await findPeople(tx, vouched.externalId, place.siteId, caller)
  const anonymous = before?.externalId === null ? before : null
  if (anonymous !== null && caller !== null)
    requireCan({ ...caller, isBlocked: anonymous.isBlocked }, 'identify')

  const person = known ?? anonymous ?? (await createPerson(tx, vouched.externalId, place.siteId))
  const changed = await writeDetails(tx, person, vouched)
  if (anonymous !== null) await endVisitorSessions(tx, { userId: anonymous.id })
  else if (caller?.sessionId !== undefined) await endVisitorSessions(tx, { id: caller.sessionId })
  const movedIds = anonymous?.conversationIds ?? []
  if (anonymous !== null && anonymous !== person) await mergePeople(tx, anonymous, person)
  if (anonymous !== null && anonymous === person) await forgetStarts(tx, person.id)

  const visitor = viewerOf(person, changed.name)
  const { sessionId, token } = await openVerifiedSession(tx, person.id, place, vouched.secretId)
  const toldIds = changed.isChanged ? [...new Set([...person.conversationIds, ...movedIds])] : movedIds
  await announce(tx, visitor, place.siteId, toldIds)
  return { visitor: { ...visitor, sessionId }, token, email: changed.email }
}

/** The caller's visitor and the person whom the site names, both locked; one and the same where that is so. */
async function findPeople(tx: Transaction, externalId: string, siteId: string, caller: Viewer | null) {
  const named = await tx.user.findUnique({
    where: { siteId_externalId: { siteId, externalId } },
    select: { id: true },
  })
  const ids = [caller?.id, named?.id].filter((id) => id !== undefined)
  const people = ids.length === 0 ? [] : await lockPeople(tx, ids)
  return {
    before: people.find(({ id }) => id === caller?.id) ?? null,
    known: people.find((person) => person.externalId === externalId) ?? null,
  }
}

async function createPerson(tx: Transaction, externalId: string, siteId: string): Promise<LockedPerson> {
  const id = uuidv7()
  await tx.user.create({ data: { id, role: 'VISITOR', siteId, externalId } })
  return {
    id,
    siteId,
    externalId,
    conversationIds: [],
    name: null,
    email: null,
    emailVerified: false,
    isBlocked: false,
    revision: 0n,
  }
}

/** What is known of the person from now on, and whether that is something else than before. */
type Details = { name: string | null; email: string | null; isChanged: boolean }

/** The site's word replaces what was known; what the visitor said without proof fills a missing name, and no address. */
async function writeDetails(tx: Transaction, person: LockedPerson, vouched: Vouched): Promise<Details> {
  const name = vouched.name ?? person.name ?? vouched.toldName ?? null
  if (vouched.name === undefined && person.name === null)
    await requireFreeName(tx, viewerOf(person, null), vouched.toldName, 'name')
  const kept = person.externalId === null ? null : person.email
  const email = vouched.email ?? kept
  const emailVerified = vouched.email !== undefined || (email !== null && person.emailVerified)
  const isChanged =
    person.externalId === null ||
    name !== person.name ||
    email !== person.email ||
    emailVerified !== person.emailVerified
  if (isChanged) {
    await tx.user.update({
      where: { id: person.id },
      data: {
        externalId: vouched.externalId,
        name,
        email,
        emailVerified,
        // The site told it, rather than the visitor or an agent.
        ...(email !== person.email && { emailToldBy: null }),
      },
    })
  }
  return { name, email, isChanged }
}

/** The key of a start returns its visitor's token to who repeats it. A verified visitor's must not be had that way. */
async function forgetStarts(tx: Transaction, visitorId: string): Promise<void> {
  await tx.conversation.updateMany({ where: { userId: visitorId }, data: { startKeyHash: null } })
}

/** Tells everyone who sees these conversations whose they are. */
async function announce(
  tx: Transaction,
  visitor: Viewer,
  siteId: string,
  conversationIds: readonly string[],
): Promise<void> {
  if (conversationIds.length === 0) return
  await touchConversations(tx, conversationIds)
  for (const conversationId of conversationIds) {
    const conversation = await conversationFacts(tx, conversationId)
    noteEvent(tx, {
      type: 'visitor.identified',
      actor: actorOf(visitor),
      siteId,
      conversationId,
      conversation,
    })
  }
}

function viewerOf({ id, siteId, isBlocked }: LockedPerson, name: string | null): Viewer {
  return { side: 'visitor', role: 'visitor', sites: [siteId], id, name, isBlocked, isVerified: true }
}
