import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '@/server/database/db'

type NewAgent = { role: 'ADMIN' | 'AGENT'; name: string; email: string; passwordHash: string }

/** Makes an account that can sign in, and answers its id. Rejects with a unique violation where the address is taken. */
export async function createAgent(
  tx: Transaction,
  { role, name, email, passwordHash }: NewAgent,
): Promise<string> {
  const id = uuidv7()
  await tx.user.create({ data: { id, role, name, signInEmail: email, emailVerified: true } })
  await tx.account.create({
    data: { userId: id, accountId: id, providerId: 'credential', password: passwordHash },
  })
  return id
}
