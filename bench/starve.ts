import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { mustCall } from './http'
import { startProduct } from './product'
import { report } from './report'
import { median } from './statistics'

const POSTS = 30
const AT_ONCE = 60
const SECONDS = 15

/** Node's own start. What comes then is the worst of a flood: later most of it is refused. */
const FLOOD_STARTS_MS = 200

/** A message of another visitor may take three times as long as usual, whatever one visitor does. */
const AIM = { atMost: 3 }

/** Everything that one visitor may ask for, as often as it can. `{id}` is its conversation. */
const FLOODS: { what: string; method: string; path: string; body?: string }[] = [
  { what: 'PATCH', method: 'PATCH', path: '/{id}', body: '{"visitor":{"name":"Vera {n}"}}' },
  { what: 'read positions', method: 'PUT', path: '/{id}/read-position', body: '{"sequence":1}' },
  {
    what: 'messages',
    method: 'POST',
    path: '/{id}/messages',
    body: '{"clientMessageId":"flooding-{n}","content":"hi"}',
  },
  { what: 'reads', method: 'GET', path: '/{id}' },
  { what: 'lists', method: 'GET', path: '' },
  { what: 'starts', method: 'POST', path: '', body: '{"clientConversationId":"{uuid}"}' },
]

/** Prints how long a visitor's message takes while another visitor, of the same address, floods; and as the reference, without. */
export async function measureStarving(): Promise<void> {
  // The usual limits, but for those that Victor's own messages would meet.
  const { port, stop } = await startProduct({
    LIMIT_MESSAGES_PER_VISITOR: '400',
    LIMIT_MESSAGES_PER_CONVERSATION: '400',
  })
  try {
    const [vera, victor] = [await startVisitor(port), await startVisitor(port)]
    await medianPost(victor)
    const usual = await medianPost(victor)
    for (const { what, method, path: rest, body } of FLOODS) {
      const flood = startFlood(
        { port, method, path: CONVERSATIONS + rest.replace('{id}', vera.id), body },
        vera,
      )
      await sleep(FLOOD_STARTS_MS)
      report(
        { metric: `message during ${AT_ONCE} ${what}`, unit: 'ms', aim: AIM },
        await medianPost(victor),
        usual,
      )
      flood.stdin?.end()
      if (flood.exitCode === null) await once(flood, 'exit')
    }
  } finally {
    await stop()
  }
}

const CONVERSATIONS = '/api/support/conversations'

type Visitor = { url: string; id: string; headers: Record<string, string> }

async function startVisitor(port: number): Promise<Visitor> {
  const url = `http://127.0.0.1:${port}${CONVERSATIONS}`
  const message = { clientMessageId: crypto.randomUUID(), content: 'Hello?' }
  const answer = await mustCall('POST', url, { body: { clientConversationId: crypto.randomUUID(), message } })
  const headers = { cookie: answer.cookies.join('; '), [SIDE_HEADER]: 'visitor' }
  return { url, id: JSON.parse(answer.body).conversationId, headers }
}

async function medianPost({ url, id, headers }: Visitor): Promise<number> {
  const durations: number[] = []
  for (let number = 0; number < POSTS; number += 1) {
    const body = { clientMessageId: crypto.randomUUID(), content: 'Is anybody there?' }
    const startedAt = performance.now()
    await mustCall('POST', `${url}/${id}/messages`, { body, headers })
    durations.push(performance.now() - startedAt)
    await sleep(50)
  }
  return median(durations)
}

function startFlood(order: object, { headers }: Visitor): ChildProcess {
  const told = { ...order, headers: { ...headers, 'content-type': 'application/json' }, atOnce: AT_ONCE }
  return spawn(
    process.execPath,
    ['bench/flood.mjs', JSON.stringify({ ...told, most: 100_000, seconds: SECONDS })],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
}
