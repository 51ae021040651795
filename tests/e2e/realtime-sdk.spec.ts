import { test as base, expect, type Page } from '@playwright/test'
import type * as AblyTypes from 'ably'
import { ForeignPage } from './support/foreign-page'
import { type RealtimeProcess, withRealtime } from './support/realtime-process'

declare global {
  interface Window {
    Ably: typeof AblyTypes
    client: AblyTypes.Realtime
    heard: (string | undefined)[]
    states: string[]
  }
}

/** A browser on another site, whose client uses the realtime server; and every host that it contacted. */
const test = base.extend<{ realtime: RealtimeProcess; shop: Page; hosts: Set<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  realtime: async ({}, use) => withRealtime(use),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  hosts: async ({}, use) => use(new Set()),
  shop: async ({ page, realtime, hosts }, use) => {
    const site = await ForeignPage.start({ key: realtime.key, capability: { 'room:*': ['*'] } })
    page.context().on('request', (request) => hosts.add(new URL(request.url()).host))
    page.on('websocket', (socket) => hosts.add(new URL(socket.url()).host))
    await page.goto(site.url)
    await page.evaluate((port) => {
      window.heard = []
      window.states = []
      window.client = new window.Ably.Realtime({
        authUrl: '/auth',
        endpoint: 'localhost',
        port,
        tls: false,
        transports: ['web_socket'],
        disableConnectivityCheck: true,
        wsConnectivityCheckUrl: `ws://localhost:${port}/`,
        disconnectedRetryTimeout: 200,
      })
      window.client.connection.on(({ current }) => window.states.push(current))
    }, realtime.port)
    await use(page)
    await page.evaluate(() => window.client.close())
    site.stop()
    const ours = [new URL(site.url).host, `localhost:${realtime.port}`]
    expect(
      [...hosts].filter((host) => !ours.includes(host)),
      'other hosts',
    ).toEqual([])
  },
})

test('the SDK works from another origin: token, messages, presence, and history page by page', async ({
  shop,
}) => {
  const seen = await shop.evaluate(async () => {
    const channel = window.client.channels.get('room:1')
    await channel.subscribe(({ name }) => window.heard.push(name))
    await channel.presence.enter('here')
    for (const name of ['a', 'b', 'c']) await channel.publish(name, new Uint8Array([1, 255]).buffer)
    const first = await channel.history({ limit: 2 })
    const second = await first.next()
    const members = await channel.presence.get()
    return {
      clientId: window.client.auth.clientId,
      pages: [first, second].map((page) => page?.items.map(({ name }) => name)),
      isLast: second?.isLast(),
      members: members.map(({ clientId, data }) => [clientId, data]),
    }
  })
  expect(seen).toEqual({
    clientId: 'vera',
    pages: [['c', 'b'], ['a']],
    isLast: true,
    members: [['vera', 'here']],
  })
  await expect.poll(() => shop.evaluate(() => window.heard)).toEqual(['a', 'b', 'c'])
})

test('browsers can read the codes of refusals', async ({ shop }) => {
  const codes = await shop.evaluate(async () => {
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => null,
        ({ code }) => code,
      )
    const { channels } = window.client
    return {
      history: await codeOf(channels.get('other').history()),
      attach: await codeOf(channels.get('other').attach()),
      name: await codeOf(channels.get('room:1').history({ limit: 5_000 })),
      state: window.client.connection.state,
    }
  })
  expect(codes).toEqual({ history: 40160, attach: 40160, name: 40003, state: 'connected' })
})

test('clients reconnect to a restarted server, and learn that they missed something', async ({
  shop,
  realtime,
}) => {
  await shop.evaluate(async () => {
    const channel = window.client.channels.get('room:1')
    await channel.subscribe(({ name }) => window.heard.push(name))
    channel.on('attached', ({ resumed, reason }) => window.states.push(`attached ${resumed} ${reason?.code}`))
  })
  await realtime.kill()
  await expect.poll(() => shop.evaluate(() => window.client.connection.state)).not.toBe('connected')
  await realtime.start()
  await expect.poll(() => shop.evaluate(() => window.states)).toContain('attached false 90003')
  await shop.evaluate(() => window.client.channels.get('room:1').publish('again', ''))
  await expect.poll(() => shop.evaluate(() => window.heard)).toEqual(['again'])
})
