import { expect, it } from 'vitest'
import { isDatabaseAway } from './database-errors'
import { db, inTransaction, pool } from './db'

it('takes a database whose connections are all busy for one that is away', async () => {
  const busy = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const refusals = await Promise.all([
    inTransaction((tx) => tx.user.count()).catch((error) => error),
    db.user.count().catch((error) => error),
    pool.query('SELECT 1').catch((error) => error),
  ])
  for (const client of busy) client.release()

  expect(refusals.map(isDatabaseAway)).toEqual([true, true, true])
})

it('takes a refusal for an answer', async () => {
  const refusal = await db.$queryRaw`SELECT 1 / 0`.catch((error) => error)
  expect(refusal).toBeInstanceOf(Error)
  expect(isDatabaseAway(refusal)).toBe(false)
})
