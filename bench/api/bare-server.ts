/*
 * The least that the API's ordinary calls can cost: the product's own statements, including the session's, prepared through
 * `pg` behind Hono, with the rows as JSON. No authorization, no validation. Runs in a process of its own.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import type { Statement } from './statements'

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL ?? '',
  max: 10,
  options: '-c TimeZone=UTC',
})
/** The statements of each call, run one after another. */
const calls: Statement[][] = JSON.parse(process.env.STATEMENTS ?? '[]')

const app = new Hono()
for (const [index, statements] of calls.entries()) {
  app.get(`/${index}`, async (context) => {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await pool.query(statement)).rows
    return context.json(rows)
  })
}

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => console.log('ready'))
