import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '@/contract/log/message'
import { createApi } from '@/process/web/api-server'
import { db, pool } from '@/server/database/db'
import { toResponse } from '@/server/http/answer'
import { adminBrowser, agentBrowser, type TestBrowser, visitorBrowser } from '@/tests/browser'
import { emptyDatabase } from '@/tests/database'

const OWN = '/api/support/agents/me/picture'
const WEBP = 'image/webp'
const read = (name: string) => new Uint8Array(readFileSync(`tests/pictures/${name}`))

let ada: TestBrowser
beforeEach(async () => {
  await emptyDatabase()
  ada = await agentBrowser('Ada')
})

const put = (bytes: Uint8Array | string, type = WEBP, browser = ada, headers = {}) =>
  browser.send('PUT', OWN, { body: bytes, headers: { 'content-type': type, ...headers } })
const pictureOf = async (name = 'Ada') => (await db.user.findFirstOrThrow({ where: { name } })).pictureId

/** As another site's page asks for it: without credentials, and with headers that say so. */
async function show(id: string | null): Promise<Response> {
  const headers = {
    host: 'localhost:3000',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'image',
  }
  const request = new Request(`http://localhost:3000/api/support/pictures/${id}`, { headers })
  return toResponse(await createApi()(request))
}

describe('an agent’s picture', () => {
  it.each([
    ['face.webp', WEBP],
    ['lossless.webp', WEBP],
    ['face.jpg', 'image/jpeg'],
  ])('%s is stored as it is and served to every page, for good and powerless', async (name, type) => {
    const { status, json } = await put(read(name), type)
    expect([status, json.picture]).toEqual([200, await pictureOf()])

    const answer = await show(json.picture)
    expect(answer.status).toBe(200)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(read(name))
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers.has('set-cookie')).toBe(false)
  })

  it('takes the place of the one before, whose address is empty then', async () => {
    const first = (await put(read('face.webp'))).json.picture
    const second = (await put(read('face.jpg'), 'image/jpeg')).json.picture
    expect(second).not.toBe(first)
    const gone = await show(first)
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, 'private, no-store'])
    expect(await db.picture.count()).toBe(1)
  })

  it('is removed again, and removing nothing changes nothing', async () => {
    const { picture } = (await put(read('face.webp'))).json
    const removed = await ada.send('DELETE', OWN)
    expect([removed.status, removed.json.picture]).toEqual([200, null])
    expect((await show(picture)).status).toBe(404)
    expect((await ada.send('DELETE', OWN)).status).toBe(200)
    expect(await db.picture.count()).toBe(0)
    expect(await db.auditEntry.findMany({ select: { action: true }, orderBy: { id: 'asc' } })).toEqual([
      { action: 'agent.changed_picture' },
      { action: 'agent.removed_picture' },
    ])
  })

  it('is one, whatever is saved at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(read('face.webp'))))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect((await db.picture.findMany()).map(({ id }) => id)).toEqual([await pictureOf()])
  })

  it.each<[string, string, Uint8Array | string, string, number, string]>([
    ['a PNG', 'image/png', read('wide.png'), '', 415, 'picture_unsupported'],
    ['a PNG that says it is a WebP', WEBP, read('wide.png'), '', 415, 'picture_unsupported'],
    ['an SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>', '', 415, 'picture_unsupported'],
    ['an SVG that says it is a JPEG', 'image/jpeg', '<svg/>', '', 415, 'picture_unsupported'],
    ['a GIF', WEBP, 'GIF89a', '', 415, 'picture_unsupported'],
    ['JSON', 'application/json', '{}', '', 415, 'picture_unsupported'],
    ['a parameter', 'image/webp; charset=utf-8', read('face.webp'), '', 415, 'picture_unsupported'],
    ['a packed one', WEBP, read('face.webp'), 'gzip', 415, 'picture_unsupported'],
    ['nothing', WEBP, '', '', 415, 'picture_unsupported'],
    [
      'one with a page behind it',
      WEBP,
      Buffer.concat([read('face.webp'), Buffer.from('<html>')]),
      '',
      415,
      'picture_unsupported',
    ],
    ['one that is not square', WEBP, read('wide.webp'), '', 400, 'picture_dimensions'],
    ['a tiny one', WEBP, read('small.webp'), '', 400, 'picture_dimensions'],
    ['a large one', WEBP, read('large.webp'), '', 400, 'picture_dimensions'],
    ['more than 64 kB', WEBP, new Uint8Array(64_001), '', 413, 'payload_too_large'],
    ['more than any body', WEBP, new Uint8Array(65_537), '', 413, 'payload_too_large'],
  ])('refuses %s', async (_, type, body, encoding, status, code) => {
    const kept = (await put(read('face.webp'))).json.picture
    const answer = await put(body, type, ada, encoding === '' ? {} : { 'content-encoding': encoding })
    expect([answer.status, answer.json.error.code]).toEqual([status, code])
    expect(await pictureOf()).toBe(kept)
    expect(await db.picture.count()).toBe(1)
  })

  it('refuses a page of another origin', async () => {
    const answer = await put(read('face.webp'), WEBP, ada, { origin: 'https://evil.example' })
    expect([answer.status, answer.json.error.code]).toEqual([403, 'csrf'])
    expect(await pictureOf()).toBeNull()
  })

  it.each(['x', '..%2F..', '01900000-0000-7000-8000-000000000000'])('is not at %s', async (id) => {
    expect((await show(id)).status).toBe(404)
  })

  it('has bounds in the database, too, and is for the team alone', async () => {
    const insert = (type: string, size: number) =>
      pool.query(
        `INSERT INTO picture (id, type, bytes) VALUES (gen_random_uuid(), $1, convert_to(repeat('x', $2), 'UTF8'))`,
        [type, size],
      )
    await expect(insert('image/svg+xml', 10)).rejects.toThrow('picture_type_check')
    await expect(insert(WEBP, 64_001)).rejects.toThrow('picture_size_check')
    await visitorBrowser()
    const { id } = await db.picture.create({ data: { type: WEBP, bytes: read('face.webp') } })
    await expect(pool.query("UPDATE users SET picture_id = $1 WHERE role = 'VISITOR'", [id])).rejects.toThrow(
      'users_picture_check',
    )
  })
})

describe('what carries a picture', () => {
  it('are the team, and the agent’s words on both sides; also after they have left', async () => {
    const olga = await adminBrowser()
    const { browser: vera, conversationId } = await visitorBrowser()
    const path = `/api/support/conversations/${conversationId}`
    const early = await ada.post(`${path}/messages`, { content: 'Hello!' })
    expect(early.json.message.senderPicture).toBeNull()

    const { picture } = (await put(read('face.webp'))).json
    const late = await ada.post(`${path}/messages`, { content: 'And again.' })
    expect(late.json.message.senderPicture).toBe(picture)
    const { id, version } = late.json.message
    const edited = await ada.patch(`${path}/messages/${id}`, { content: 'Once more.', version })
    expect(edited.json.message.senderPicture).toBe(picture)

    const adaId = (await ada.get('/api/support/agents/me')).json.id
    await olga.patch(`/api/support/agents/${adaId}`, { isActive: false })
    const team = (await olga.get('/api/support/agents')).json.data
    expect(team.map(({ name, picture }: never) => [name, picture])).toEqual([
      ['Olga', null],
      ['Ada', picture],
    ])
    for (const browser of [olga, vera]) {
      const { conversation, messages } = (await browser.get(path)).json
      const words = (messages.data as Message[]).filter(({ kind }) => kind === 'message')
      expect(words.map(({ senderPicture }) => senderPicture)).toEqual([null, picture, picture])
      expect(conversation.lastMessage.senderPicture).toBe(picture)
    }
    expect((await show(picture)).status).toBe(200)
  })

  it('is an event, too: who watches sees the face at once', async () => {
    const { conversationId } = await visitorBrowser()
    const path = `/api/support/conversations/${conversationId}/messages`
    const { picture } = (await put(read('face.webp'))).json
    await ada.post(path, { content: 'Hi.' })
    const told = await db.outboxEvent.findMany({ where: { type: 'message.created' }, orderBy: { id: 'asc' } })
    expect(told.map(({ payload }) => (payload as { entry: object }).entry)).toMatchObject([
      { sender_side: 'VISITOR', sender_picture: null },
      { sender_name: 'Ada', sender_picture: picture },
    ])
  })
})
