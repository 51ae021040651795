import { expect, it } from 'vitest'
import { Prisma } from '../../generated/prisma/client'
import { pool, queryPrepared } from './db'

it('prepares the shapes of a statement, but no more than a connection should keep', async () => {
  for (let shape = 1; shape <= 20; shape += 1) {
    const statement = Prisma.sql`SELECT ${Prisma.raw(String(shape))} AS shape, ${'a value'}::text AS value`
    for (let repeat = 0; repeat < 2; repeat += 1) {
      expect(await queryPrepared('shapes', statement)).toEqual([{ shape, value: 'a value' }])
    }
  }

  // Sequential calls: all of them used the pool's one open connection.
  const { rows } = await pool.query(`SELECT name FROM pg_prepared_statements WHERE name LIKE 'shapes-%'`)
  expect(rows).toHaveLength(16)
})
