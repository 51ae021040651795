import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { createStorage, installBrowser } from '@/chaos/people/browser'
import { createApi } from '@/client/api/api'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import { ConversationSession } from '@/client/conversation/conversation-session'
import { isWritten } from '@/client/conversation/timeline-entries'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { type RunningServer, startServer } from '@/tests/running-server'

/** Counts messages of the last minute. */
const WINDOW_MS = 60_000

let server: RunningServer

beforeAll(async () => {
  installBrowser()
  server = await startServer({ LIMIT_MESSAGES_PER_VISITOR: 3 })
})
afterAll(() => server.stop())
beforeEach(emptyDatabase)

it('a visitor who writes faster than the limit is slowed down as the server demands, and loses nothing', {
  timeout: 60_000,
}, async () => {
  const storage = createStorage()
  const { api, answers } = browserApi()
  const session = new ConversationSession({
    side: 'visitor',
    conversationId: null,
    api,
    storage: createBrowserStorage(storage),
  })
  onTestFinished(session.start())
  for (const text of ['one', 'two', 'three']) session.send(text)
  await expect.poll(() => states(session)).toEqual(['sent', 'sent', 'sent'])
  // They leave the window one by one, the first in two seconds.
  for (const [index, secondsLeft] of [2, 3, 4].entries()) {
    await db.message.updateMany({
      where: { sequence: index + 1 },
      data: { createdAt: new Date(Date.now() - WINDOW_MS + secondsLeft * 1_000) },
    })
  }

  for (const text of ['four', 'five', 'six']) session.send(text)
  await expect.poll(() => states(session).slice(3)).toEqual(['slowed', 'slowed', 'slowed'])
  for (const text of ['four', 'five', 'six']) expect(JSON.stringify(storage)).toContain(text)

  await expect.poll(() => states(session), { timeout: 20_000 }).toEqual(Array(6).fill('sent'))
  const rows = await db.message.findMany({ orderBy: { sequence: 'asc' } })
  expect(rows.map(({ content }) => content)).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
  const early = answers.filter(({ at }, index) => at < (answers[index - 1]?.notBefore ?? 0))
  expect(answers.some(({ status }) => status === 429)).toBe(true)
  expect(early).toEqual([])
})

function states(session: ConversationSession): string[] {
  return session
    .getSnapshot()
    .entries.filter(isWritten)
    .map(({ state }) => (state === 'read' ? 'sent' : state))
}

/** A browser's connection to the server, with the times at which its posts were sent and answered. */
function browserApi() {
  const answers: { status: number; at: number; notBefore: number }[] = []
  let cookie = ''
  async function ask(path: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const at = Date.now()
    const headers = { ...(init.headers as Record<string, string>), cookie }
    const response = await fetch(server.reach.origin + path, { ...init, headers })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const pauseMs = Number(response.headers.get('retry-after') ?? 0) * 1_000
    if (init.method === 'POST') answers.push({ status: response.status, at, notBefore: Date.now() + pauseMs })
    return response
  }
  return { api: createApi({ side: 'visitor', fetch: ask }), answers }
}
