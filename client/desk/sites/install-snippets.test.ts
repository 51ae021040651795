import { expect, it } from 'vitest'
import { mailTo, policyFor, snippetsFor, warningAbout } from './install-snippets'

const HOST = 'https://chat.example'
const KEY = 'pk_0123456789abcdef'
const snippets = snippetsFor(HOST, KEY)

it('has the loader’s URL in every snippet, and the tag for plain HTML', () => {
  expect(snippets.map(({ id }) => id)).toEqual([
    'html',
    'react',
    'next',
    'vue',
    'wordpress',
    'shopify',
    'gtm',
  ])
  for (const { code } of snippets) expect(code).toContain(`${HOST}/widget.js?key=${KEY}`)
  expect(snippets[0]?.code).toBe(`<script async src="${HOST}/widget.js?key=${KEY}"></script>`)
})

it('lists exactly what a policy has to allow', () => {
  expect(policyFor(HOST)).toEqual({
    usual: `script-src ${HOST}; frame-src ${HOST}`,
    withDataKey: `script-src ${HOST}; frame-src ${HOST}; connect-src ${HOST}`,
  })
})

it('writes a mailto link in which the site’s name cannot add headers', () => {
  const mail = new URL(
    mailTo({ subject: 'Lamps & Co\r\nBcc: a@b.example&cc=x', body: 'See\n\n<script>&to=x' }),
  )
  expect([...mail.searchParams.keys()]).toEqual(['subject', 'body'])
  expect(mail.search).not.toMatch(/[\r\n]/)
  expect(mail.searchParams.get('body')).toBe('See\n\n<script>&to=x')
})

it.each([
  ['https://chat.example', ['https://shop.example'], null],
  ['http://chat.lan', ['http://shop.lan'], null],
  ['http://chat.lan', ['http://shop.lan', 'https://shop.example'], 'mixed_content'],
  ['http://localhost:3000', [], 'local_host'],
  ['http://127.0.0.1:3000', ['https://shop.example'], 'local_host'],
])('warns if %s cannot serve %j', (host, origins, warning) => {
  expect(warningAbout(host, origins)).toBe(warning)
})
