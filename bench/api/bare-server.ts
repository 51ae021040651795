/*
 * What the API's ordinary calls cost at the least: the product's own statements, the session's included, prepared through
 * `pg` behind Hono, and their rows as JSON. It checks nothing, neither who asks nor what. Started as a process of its own.
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
/** For each call the statements that answer it, one after the other. */
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
