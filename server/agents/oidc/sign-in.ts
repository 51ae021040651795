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

/** Where a browser goes, and what it keeps until it comes back. */
export type Departed = { address: string; attempt: string }

/**
 * Sends a browser to the provider.
 *
 * @param connects the agent whose account is to be connected; `null`: to sign in
 * @throws SupportError `not_found` where there is no provider, `provider_unavailable`
 */
export async function depart(connects: string | null = null): Promise<Departed> {
  const provider = await findProvider(requireOidc())
  const attempt = newAttempt(connects)
  return { address: await departureAddress(provider, attempt), attempt: sealAttempt(attempt) }
}

/** A browser that has come back. */
type Returned = {
  /** What {@link depart} gave it to keep. */
  attempt: string | null
  /** The query with which the provider sent it back. */
  answer: string
  /** Of its request. */
  headers: Headers
  /** The agent who is signed in there. */
  agentId: string | null
}

/**
 * Signs the person in whom the provider has recognised, or connects the account of the agent who asked for that.
 *
 * @returns what came of it, and the cookies of the session if there is a new one
 * @throws SupportError `not_found` where there is no provider, `provider_answer_stale`, `provider_refused`, `provider_unavailable`,
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
