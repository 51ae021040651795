import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { VisitorExport } from '@/contract/visitors/visitor'
import { createApiListener } from '@/process/web/api-server'
import { db, pool } from '@/server/database/db'
import { advanceReadPosition } from '@/server/log/read-positions'
import { eraseVisitor } from '@/server/privacy/visitor-erasure'
import { exportVisitor } from '@/server/privacy/visitor-export'
import { visitPage } from '@/server/visitors/pages'
import { trackEvents } from '@/server/visitors/tracked-events'
import { adminBrowser, TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'
import { ada, createCast, createConversation, olga, vera, victor } from '@/tests/factories'

beforeEach(emptyDatabase)

describe('exportVisitor', () => {
  beforeEach(createCast)

  it('contains what both sides wrote, with names and read state, and nothing of other visitors', async () => {
    const { id } = await createConversation({
      messages: [
        [vera, 'Is the “blue” mug back?\n\u{1f989}'],
        [ada, 'It is.'],
        [vera, 'Lovely'],
      ],
    })
    const other = await createConversation({ messages: [[vera, 'One more thing']], status: 'CLOSED' })
    await createConversation({ visitor: victor, messages: [[victor, 'I am somebody else']] })
    await advanceReadPosition(vera, id, 2)
    await visitPage(vera, id, { address: 'https://shop.example/mugs', title: 'Mugs' })
    await visitPage(vera, id, { address: 'https://shop.example/basket' })
    await trackEvents(vera, id, [{ name: 'paid', data: { cart: 3 } }])

    const { data } = JSON.parse(await textOf(vera.id)) as VisitorExport

    expect(data.visitor).toMatchObject({ id: vera.id, name: 'Vera', email: null, emailToldBy: null })
    expect(data.pages.map(({ address, title }) => [address, title])).toEqual([
      ['https://shop.example/basket', null],
      ['https://shop.example/mugs', 'Mugs'],
    ])
    expect(data.trackedEvents).toEqual([{ name: 'paid', data: { cart: 3 }, happenedAt: expect.any(String) }])
    expect(data.conversations.map((one) => [one.id, one.status, one.visitorReadSequence])).toEqual([
      [id, 'OPEN', 2],
      [other.id, 'CLOSED', 0],
    ])
    expect(
      data.conversations[0]?.messages.map(({ sequence, side, author, content, read }) => [
        sequence,
        side,
        author,
        content,
        read,
      ]),
    ).toEqual([
      [1, 'visitor', 'Vera', 'Is the “blue” mug back?\n\u{1f989}', false],
      [2, 'agent', 'Ada', 'It is.', true],
      [3, 'visitor', 'Vera', 'Lovely', false],
    ])
  })

  it('contains a hash of its data, so that a copy can be verified', async () => {
    await createConversation({ messages: [[vera, 'Hello?']] })
    const text = await textOf(vera.id)

    const { data, sha256 } = JSON.parse(text) as VisitorExport

    const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex')
    expect(sha256).toBe(hash)
    expect(text).toBe(JSON.stringify({ data, sha256 }))
  })

  it('contains no secrets and no agent ids', async () => {
    await createConversation({ messages: [[ada, 'Welcome']] })
    await db.visitorSession.create({
      data: { userId: vera.id, tokenHash: new Uint8Array(32).fill(7), expiresAt: new Date() },
    })
    const text = await textOf(vera.id)
    expect(text).not.toMatch(/token|hash|secret|password|"ip|sign.?in/i)
    expect(text).not.toContain(ada.id)
    expect((JSON.parse(text) as VisitorExport).data.sessions).toHaveLength(1)
  })

  it('is written page by page, however long the conversation is', async () => {
    const { id } = await createConversation()
    await addMessages(id, 1_200)

    const pieces = []
    for await (const piece of await exportVisitor(olga, vera.id)) pieces.push(piece)

    const perPiece = pieces.map((piece) => piece.split('"sequence":').length - 1)
    expect(perPiece.filter((count) => count > 0)).toEqual([500, 500, 200])
    const { data } = JSON.parse(pieces.join('')) as VisitorExport
    expect(data.conversations[0]?.messages.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1_200 }, (_, index) => index + 1),
    )
  })

  it('fails instead of ending early when the visitor is erased meanwhile', async () => {
    const { id } = await createConversation()
    await addMessages(id, 600)
    const pieces = (await exportVisitor(olga, vera.id))[Symbol.asyncIterator]()
    while (!(await pieces.next()).value?.includes('"sequence":'));

    await eraseVisitor(olga, vera.id)

    await expect(pieces.next()).rejects.toThrow('was deleted during the export')
  })

  it.each([
    ['an agent', ada, vera.id, 'forbidden'],
    ['the visitor', vera, vera.id, 'forbidden'],
    ['an admin who asks for an agent', olga, ada.id, 'not_found'],
    ['an admin who asks for an unknown visitor', olga, '00000000-0000-7000-8000-000000000000', 'not_found'],
  ])('is refused to %s', async (_, viewer, id, code) => {
    await expect(exportVisitor(viewer, id)).rejects.toMatchObject({ code })
  })
})

describe('GET /api/support/visitors/[visitorId]/export', () => {
  it('is a file for admins only', async () => {
    const admin = await adminBrowser()
    const { browser, conversationId } = await visitorBrowser('Hello?')
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    const path = `/api/support/visitors/${userId}/export`

    const { status, headers, json } = await admin.get(path)

    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="visitor-${userId}.json"`,
    ])
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(json.data.conversations[0].messages[0].content).toBe('Hello?')
    expect((await new TestBrowser('agent').get(path)).status).toBe(401)
    expect((await browser.get(path)).status).toBe(403)
    expect((await admin.get(`/api/support/visitors/${crypto.randomUUID()}/export`)).status).toBe(404)
  })

  it('is cut off on the wire when it cannot be completed', async () => {
    const admin = await adminBrowser()
    const { conversationId } = await visitorBrowser('Hello?')
    const { userId } = await db.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    const url = `${await serve()}/api/support/visitors/${userId}/export`
    const cookie = [...admin.cookies].map((pair) => pair.join('=')).join('; ')

    const whole = await fetch(url, { headers: { cookie } })
    expect((await whole.json()).data.visitor.id).toBe(userId)

    await pool.query('UPDATE conversation SET last_position = 700, last_sequence = 700 WHERE id = $1', [
      conversationId,
    ])
    const half = await fetch(url, { headers: { cookie } })
    expect(half.status).toBe(200)
    await expect(half.text()).rejects.toThrow()
  })
})

async function textOf(visitorId: string): Promise<string> {
  let text = ''
  for await (const piece of await exportVisitor(olga, visitorId)) text += piece
  return text
}

async function addMessages(conversationId: string, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO message (id, conversation_id, position, sequence, sender_id, sender_side, client_message_id, content)
     SELECT gen_random_uuid(), $1, n, n, $2, 'VISITOR', 'message-' || n, 'text ' || n FROM generate_series(1, $3) AS n`,
    [conversationId, vera.id, count],
  )
  await pool.query('UPDATE conversation SET last_position = $2, last_sequence = $2 WHERE id = $1', [
    conversationId,
    count,
  ])
}

/** The API behind a real socket, until the test ends. */
async function serve(): Promise<string> {
  const answer = createApiListener()
  const server = createServer((request, response) => answer(request, response, '127.0.0.1')).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  onTestFinished(() => void server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
