import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_PAGE_VISITS_PER_MINUTE, MAX_VISITED_PAGES } from '@/contract/limits'
import { staffConversationChannel } from '@/contract/log/channels'
import { getConversation } from '@/server/conversations/conversations'
import { db } from '@/server/database/db'
import { visitorBrowser } from '@/tests/browser'
import { emptyDatabase, SITE_ID } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'
import { visitPage } from './pages'

beforeEach(emptyDatabase)

describe('visitPage', () => {
  beforeEach(createCast)
  const hello = () => createConversation({ messages: [[vera, 'Hello?']] })
  const pagesOf = async (id: string) => (await getConversation(ada, id, { limit: 1 })).pages

  it('keeps the last twenty pages of a visitor, newest first, and nobody else’s', async () => {
    const { id } = await hello()
    const other = await createConversation({ visitor: victor, messages: [[victor, 'Hello?']] })
    await visitPage(victor, other.id, { address: 'https://shop.example/victor' })
    for (let page = 1; page <= MAX_VISITED_PAGES + 3; page += 1)
      await visitPage(vera, id, { address: `https://shop.example/${page}` })

    const kept = Array.from({ length: MAX_VISITED_PAGES }, (_, index) => MAX_VISITED_PAGES + 3 - index)
    expect((await pagesOf(id))?.map(({ address }) => address)).toEqual(
      kept.map((page) => `https://shop.example/${page}`),
    )
    expect((await pagesOf(other.id))?.map(({ address }) => address)).toEqual(['https://shop.example/victor'])
    expect(await db.visitedPage.count()).toBe(MAX_VISITED_PAGES + 1)
  })

  it('tells the team’s channel alone, once, and of a title that comes later', async () => {
    const { id } = await hello()
    await db.outboxEvent.deleteMany()
    await visitPage(vera, id, { address: 'https://shop.example/lamps' })
    await visitPage(vera, id, { address: 'https://shop.example/lamps' })
    await visitPage(vera, id, { address: 'https://shop.example/lamps', title: 'Lamps' })
    await visitPage(vera, id, { address: 'https://shop.example/lamps', title: 'Lamps' })

    const events = await db.outboxEvent.findMany({ orderBy: { id: 'asc' } })
    expect(events.map(({ type, channels }) => [type, channels])).toEqual(
      Array(2).fill(['page.visited', [staffConversationChannel(SITE_ID, id)]]),
    )
    const [page] = (await pagesOf(id)) ?? []
    expect(page).toMatchObject({ address: 'https://shop.example/lamps', title: 'Lamps' })
    expect(events.map(({ payload }) => (payload as { page: object }).page)).toEqual([
      { ...page, title: null },
      page,
    ])
    expect(await pagesOf(id)).toHaveLength(1)
  })

  it('keeps nothing before the first message', async () => {
    const { id } = await createConversation()
    await visitPage(vera, id, { address: 'https://shop.example/lamps' })
    expect(await db.visitedPage.count()).toBe(0)
    expect(await db.outboxEvent.count()).toBe(0)
  })

  it('keeps twenty and one order when many tabs tell at once', async () => {
    const { id } = await hello()
    const second = await hello()
    await Promise.all(
      Array.from({ length: 30 }, (_, page) =>
        visitPage(vera, page % 2 ? id : second.id, { address: `https://shop.example/${page}` }),
      ),
    )
    const pages = (await pagesOf(id)) ?? []
    expect(pages).toHaveLength(MAX_VISITED_PAGES)
    expect(await pagesOf(second.id)).toEqual(pages)
    expect(await db.visitedPage.count()).toBe(MAX_VISITED_PAGES)
  })

  it('is not for the visitor to see', async () => {
    const { id } = await hello()
    await visitPage(vera, id, { address: 'https://shop.example/lamps' })
    expect(await getConversation(vera, id, { limit: 1 })).not.toHaveProperty('pages')
  })
})

describe('PUT /api/support/conversations/[conversationId]/page', () => {
  async function start() {
    const { browser, conversationId } = await visitorBrowser()
    return (body: unknown) => browser.put(`/api/support/conversations/${conversationId}/page`, body)
  }

  it('drops query and fragment, name and password, and what hides in a title', async () => {
    const tell = await start()
    const address = 'https://u:p@shop.example/lamps?token=secret#secret'
    expect((await tell({ address, title: ' Lamps\n\u202e& mugs ' })).status).toBe(200)
    expect((await tell({ address: 'https://shop.example/é', title: '\u200b' })).status).toBe(200)
    const pages = await db.visitedPage.findMany({ orderBy: { id: 'asc' } })
    expect(pages.map(({ address, title }) => [address, title])).toEqual([
      ['https://shop.example/lamps', 'Lamps & mugs'],
      ['https://shop.example/%C3%A9', null],
    ])
  })

  const address = 'https://shop.example/'
  it.each([
    ['a script', { address: 'javascript:alert(1)' }],
    ['data', { address: 'data:text/html,<script>alert(1)</script>' }],
    ['a file', { address: 'file:///etc/passwd' }],
    ['no address', { address: 'lamps' }],
    ['an object', { address: { href: address } }],
    ['nothing', {}],
    ['a list', [address]],
    ['a long address', { address: address + 'a'.repeat(2_048) }],
    ['an address that parsing makes long', { address: address + 'é'.repeat(1_000) }],
    ['a NUL', { address: `${address}\u0000` }],
    ['half a character', { address, title: '\ud83d' }],
    ['a NUL in the title', { address, title: 'a\u0000b' }],
    ['a long title', { address, title: 'a'.repeat(301) }],
    ['a title that is none', { address, title: 7 }],
    ['a field too many', { address, visitedAt: '2026-11-29T10:00:00Z' }],
    ['another visitor', { address, visitorId: '01900000-0000-7000-8000-000000000000' }],
  ])('refuses %s, and keeps nothing', async (_name, body) => {
    const { status, json } = await (await start())(body)
    expect([400, 422]).toContain(status)
    expect(json.error.code).toMatch(/^(validation_failed|invalid_character|invalid_json)$/)
    expect(await db.visitedPage.count()).toBe(0)
  })

  it('is taken thirty times a minute, a third of them at once', async () => {
    const tell = await start()
    const statuses: number[] = []
    for (let page = 0; page < MAX_PAGE_VISITS_PER_MINUTE; page += 1)
      statuses.push((await tell({ address: `https://shop.example/${page}` })).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(12)
    expect(statuses.at(-1)).toBe(429)
  })
})
