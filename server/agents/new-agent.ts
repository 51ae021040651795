import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'
import { CREDENTIAL } from './password'

type NewAgent = { role: 'ADMIN' | 'AGENT'; name: string; email: string; proof: Proof }

/** By what somebody signs in: a password, as it is stored, or who they are at a sign-in provider. */
type Proof = { passwordHash: string } | { issuer: string; subject: string }

/**
 * Makes an account that can sign in, and answers its id. Rejects with a unique violation where the address is taken or somebody
 * else is the one at the provider.
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
