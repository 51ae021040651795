/*
 * Opens many inboxes in a separate process, so that their cost is not attributed to the server. Prints `opened` once all are
 * loaded; for each line on standard input, prints what they did since the last.
 */
import { createInterface } from 'node:readline'
import { BenchDesk } from './desk'
import type { Account } from './server'

/** Options for a process of desks. */
export type DesksOrder = { origin: string; siteId: string; accounts: Account[]; watches: boolean }

/** What the desks did, and the rows that each shows. */
export type DesksReport = { asked: number; watched: number; rows: ReturnType<BenchDesk['rows']>[] }

// The client code expects a browser.
Object.assign(globalThis, { window: globalThis, document: undefined })

const { origin, siteId, accounts, watches } = JSON.parse(process.env.DESKS ?? '{}') as DesksOrder
const desks: BenchDesk[] = []
for (const account of accounts) desks.push(await BenchDesk.open(origin, account, siteId, watches))
console.log('opened')

for await (const _ of createInterface({ input: process.stdin })) {
  const report: DesksReport = {
    asked: desks.reduce((sum, { asked }) => sum + asked, 0),
    watched: desks.reduce((sum, { watched }) => sum + watched, 0),
    rows: desks.map((desk) => desk.rows()),
  }
  for (const desk of desks) desk.asked = desk.watched = 0
  console.log(JSON.stringify(report))
}
for (const desk of desks) desk.close()
process.exit(0)
