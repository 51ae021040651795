import type { Arrival } from '@/contract/people/oidc'
import { recordAudit } from '@/server/audit/record'
import { transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { log } from '@/server/logger'
import { openSessionOf } from '../agents'
import { withoutSecondFactor } from '../two-factor/second-factor'
import { agentOfIdentity } from './agent-of-identity'
import { newAttempt, openAttempt, sealAttempt } from './attempt'
import { connect } from './connection'
import { departureAddress, redeem } from './protocol'
import { findProvider } from './provider'
import { requireOidc } from './settings'

/** Where to send a browser, and what it keeps until it returns. */
export type Departed = { address: string; attempt: string }

/**
 * Starts a round trip to the provider.
 *
 * @param connects the agent whose account to connect; `null` to sign in
 * @throws SupportError `not_found` if there is no provider, `provider_unavailable`
 */
export async function depart(connects: string | null = null): Promise<Departed> {
  const provider = await findProvider(requireOidc())
  const attempt = newAttempt(connects)
  return { address: await departureAddress(provider, attempt), attempt: sealAttempt(attempt) }
}

/** A browser that has returned. */
type Returned = {
  /** The sealed attempt from {@link depart}. */
  attempt: string | null
  /** The query with which the provider sent it back. */
  answer: string
  /** The request's headers. */
  headers: Headers
  /** The agent who is signed in to it. */
  agentId: string | null
}

/**
 * Completes a round trip: signs the person in, or connects the account of the agent who started it.
 *
 * @returns the outcome, and the cookies of a new session
 * @throws SupportError `not_found` if there is no provider, `provider_answer_stale`, `provider_refused`, `provider_unavailable`,
 *   those of {@link agentOfIdentity} and {@link connect}
 */
export async function arrive(returned: Returned): Promise<Arrival & { cookies: string[] }> {
  const settings = requireOidc()
  const attempt = openAttempt(returned.attempt)
  if (attempt === null) throw new SupportError('provider_answer_stale')
  const recognised = await redeem(await findProvider(settings), attempt, returned.answer)

  if (attempt.connects !== null) {
    if (attempt.connects !== returned.agentId) throw new SupportError('not_authenticated')
    await connect(attempt.connects, recognised.identity)
    return { outcome: 'connected', cookies: [] }
  }
  const agentId = await agentOfIdentity(recognised, settings.allowedDomains)
  const cookies = await withoutSecondFactor(() => openSessionOf(agentId, returned.headers))
  await transact((tx) => recordAudit(tx, { id: agentId }, 'agent.signed_in_by_provider', agentId))
  log.auth.info({ agentId }, 'an agent signed in with the provider')
  return { outcome: 'signed_in', cookies }
}
