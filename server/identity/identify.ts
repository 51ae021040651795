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
import { lockSecret } from './secrets'

/** Who the caller now is, with a new token for their browser. */
export type Identified = NewSession & { email: string | null }

/**
 * Identifies the caller as the person that their site vouches for, and opens a new session.
 *
 * - The person is new: the caller's anonymous visitor becomes that person; without one, a new visitor does.
 * - The person is known: the anonymous caller's conversations move to them.
 * - The caller is already verified as another person: nothing moves.
 *
 * Ends the current session, and all sessions of an anonymous visitor: earlier tokens must not open what the site now protects.
 *
 * @param caller the visitor of the request's credential
 * @throws SupportError `blocked` if the caller's anonymous visitor is blocked; `name_reserved` for an unsigned name;
 *   `identity_invalid` if the secret was removed in the meantime
 */
export async function identify(
  vouched: Vouched,
  place: NewSessionPlace,
  caller: Viewer | null,
): Promise<Identified> {
  const run = () => inTransaction((tx) => settle(tx, vouched, place, caller))
  // Of two concurrent calls for one person, the other won the unique index and has committed, or we are a deadlock victim.
  const identified = await run().catch((error) => {
    if (!isUniqueViolation(error) && !isDeadlock(error)) throw error
    return run()
  })
  log.auth.info({ siteId: place.siteId, visitorId: identified.visitor.id }, 'identified a visitor')
  return identified
}

async function settle(
  tx: Transaction,
  vouched: Vouched,
  place: NewSessionPlace,
  caller: Viewer | null,
): Promise<Identified> {
  await lockSecret(tx, vouched.secretId)
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
  const changedIds = changed.isChanged ? [...new Set([...person.conversationIds, ...movedIds])] : movedIds
  await announce(tx, visitor, place.siteId, changedIds)
  return { visitor: { ...visitor, sessionId }, token, email: changed.email }
}

/** Locks the caller's visitor and the person that the site names, which may be the same. */
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

/** The person's new details, and whether they changed. */
type Details = { name: string | null; email: string | null; isChanged: boolean }

/** Signed details replace what was known. An unsigned name only fills a missing one; an unsigned address is never used. */
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
        // It comes from the site, not from the visitor or an agent.
        ...(email !== person.email && { emailToldBy: null }),
      },
    })
  }
  return { name, email, isChanged }
}

/** Retrying a start by its key returns the visitor's token, which must not be possible for a verified visitor. */
async function forgetStarts(tx: Transaction, visitorId: string): Promise<void> {
  await tx.conversation.updateMany({ where: { userId: visitorId }, data: { startKeyHash: null } })
}

/** Notifies all viewers of these conversations of their visitor's identity. */
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
