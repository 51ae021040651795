import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'
import { CREDENTIAL } from './password'

type NewAgent = { role: 'ADMIN' | 'AGENT'; name: string; email: string; proof: Proof }

/** How an agent signs in: with a password, given as its hash, or with an account at the sign-in provider. */
type Proof = { passwordHash: string } | { issuer: string; subject: string }

/**
 * Creates an account that can sign in, and returns its id. Rejects with a unique violation if another agent has the address or
 * the provider account.
 */
export async function createAgent(tx: Transaction, { role, name, email, proof }: NewAgent): Promise<string> {
  const id = uuidv7()
  await tx.user.create({ data: { id, role, name, signInEmail: email, emailVerified: true } })
  const account =
    'passwordHash' in proof
      ? { accountId: id, providerId: CREDENTIAL, password: proof.passwordHash }
      : { accountId: proof.subject, providerId: proof.issuer }
  await tx.account.create({ data: { userId: id, ...account } })
  return id
}
