import { hashPassword } from 'better-auth/crypto'
import { db, transact } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { createAgent } from './new-agent'

/** The first admin, from `/setup` or the environment. */
export type FirstAdmin = { name: string; email: string; password: string }

/** True once the first admin exists. */
export async function isSetUp(): Promise<boolean> {
  const installation = await db.installation.findUnique({ where: { id: 1 } })
  return installation !== null && installation.setUpAt !== null
}

/**
 * Checked before doing anything expensive for a stranger.
 *
 * @throws SupportError `already_set_up`
 */
export async function requireNotSetUp(): Promise<void> {
  if (await isSetUp()) throw new SupportError('already_set_up')
}

/**
 * Creates the first admin. Of concurrent calls, one wins, decided by the installation's single row.
 *
 * @throws SupportError `already_set_up`
 */
export async function createFirstAdmin({ name, email, password }: FirstAdmin): Promise<void> {
  await requireNotSetUp()
  const passwordHash = await hashPassword(password)

  await transact(async (tx) => {
    const { count } = await tx.installation.updateMany({
      where: { id: 1, setUpAt: null },
      data: { setUpAt: new Date() },
    })
    if (count === 0) throw new SupportError('already_set_up')

    await createAgent(tx, { role: 'ADMIN', name, email, proof: { passwordHash } })
  })
}
