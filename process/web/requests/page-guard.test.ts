import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { refusalOfPage } from './page-guard'

const asked = (url: string, headers: IncomingMessage['headers'] = {}, method = 'GET') =>
  refusalOfPage({ method, url, headers } as IncomingMessage)

it.each(['/', '/support/agent/01900000', '/caf%C3%A9?x=%ff', '/sign-in?next=%2F', '/a%2Fb'])(
  'lets %s pass',
  (url) => {
    expect(asked(url)).toBe(null)
  },
)

it.each(['/support/agent/%ff', '/%', '/%c3', '/%zz', '/a%00b', '/%E0%A4%A'])(
  'refuses %s, which is no address',
  (url) => {
    expect(asked(url)).toBe(400)
  },
)

it('takes the state of a browser, and no other', () => {
  const state = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}] }, null, null]))
  expect(asked('/', { rsc: '1', 'next-router-state-tree': state })).toBe(null)
  for (const wrong of [
    'x',
    '',
    '%ff',
    '{}',
    'null',
    '[1]',
    encodeURIComponent('["",{"children":1}]'),
    'a'.repeat(50_000),
  ])
    expect(asked('/', { 'next-router-state-tree': wrong }), wrong.slice(0, 20)).toBe(400)
})

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])(
  'takes no %s, and so no server action',
  (method) => {
    expect(asked('/', { 'next-action': '0'.repeat(40) }, method)).toBe(405)
  },
)

it.each(['/_next/image', '/_next/image?url=%2Fx&w=64&q=1', '/_next/image/'])(
  'resizes no images: %s',
  (url) => {
    expect(asked(url)).toBe(404)
  },
)

it('refuses a state that is long or deep without looking into it', () => {
  const nested = (depth: number, end: string) => `${'["",{"a":'.repeat(depth)}${end}${'}]'.repeat(depth)}`
  const ask = (state: string) => asked('/', { rsc: '1', 'next-router-state-tree': state })
  expect(ask(encodeURIComponent(nested(12, '["",{}]')))).toBe(null)
  for (const depth of [20, 200, 1_200])
    for (const end of ['["",{}]', '5']) {
      expect(ask(nested(depth, end)), `${depth} ${end}`).toBe(400)
      expect(ask(encodeURIComponent(nested(depth, end))), `${depth} ${end}`).toBe(400)
    }
  const wide = Array.from({ length: 900 }, (_, index) => `"k${index}":["",{}]`).join(',')
  expect(ask(`["",{${wide}}]`)).toBe(400)
})

it.each(['/_global-error', '/_global-error?x', '/%5fglobal-error', '//_global-error', '/_global-error/'])(
  'does not draw %s for strangers',
  (url) => {
    expect(asked(url)).toBe(404)
  },
)
