import { PrismaPg } from '@prisma/adapter-pg'
import { expect, it } from 'vitest'
import { Prisma, PrismaClient } from '../../generated/prisma/client'
import { db, pool, queryPrepared, transact } from './db'
import { isDatabaseAway } from './errors'

const nowhere = new PrismaClient({
  adapter: new PrismaPg({ connectionString: 'postgresql://nobody@127.0.0.1:1/nothing' }),
})

it.each([
  ['a query of a model', () => nowhere.user.count()],
  ['a query of our own', () => nowhere.$queryRaw`SELECT 1`],
  ['a transaction', () => nowhere.$transaction((tx) => tx.user.count())],
  ['a broken connection', () => db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`],
  [
    'a broken prepared statement',
    () => queryPrepared('cut', Prisma.sql`SELECT pg_terminate_backend(pg_backend_pid())`),
  ],
])('detects that the database is unavailable from %s', async (_, ask) => {
  expect(isDatabaseAway(await refusalOf(ask()))).toBe(true)
})

it('treats a database whose connections are all busy as unavailable', async () => {
  const busy = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const refusals = await Promise.all([
    refusalOf(transact((tx) => tx.user.count())),
    refusalOf(db.user.count()),
    refusalOf(pool.query('SELECT 1')),
  ])
  for (const client of busy) client.release()

  expect(refusals.map(isDatabaseAway)).toEqual([true, true, true])
})

it('treats a lock timeout as an unavailable database', async () => {
  const [holder, waiting] = [await pool.connect(), await pool.connect()]
  const hold = 'SELECT FROM installation FOR UPDATE'
  await holder.query(`BEGIN; ${hold}`)
  const refusal = await refusalOf(waiting.query(hold))
  await holder.query('ROLLBACK')
  holder.release()
  waiting.release()

  expect(refusal).toMatchObject({ code: '55P03' })
  expect(isDatabaseAway(refusal)).toBe(true)
})

it.each([
  ['an invalid statement', () => db.$queryRaw`SELECT nonsense`],
  ['a runtime error', () => db.$queryRaw`SELECT 1 / 0`],
])('does not treat %s as an unavailable database', async (_, ask) => {
  const refusal = await refusalOf(ask())
  expect(refusal).toBeInstanceOf(Error)
  expect(isDatabaseAway(refusal)).toBe(false)
})

async function refusalOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => null,
    (error) => error,
  )
}
