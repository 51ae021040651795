import { afterEach, describe, expect, it } from 'vitest'
import { env, provideEnv, readEnv } from '@/server/settings/env'
import { isOwnHost, isOwnOrigin, mayCheckHealth } from './own-host'

const before = env()
afterEach(() => provideEnv(before))

const use = (settings: Record<string, string>) => provideEnv(readEnv(settings))

describe('without PUBLIC_URL', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LocalHost:3000',
    'localhost.',
    'localhost.:3000',
    '127.0.0.1',
    '127.0.0.1:3000',
    '127.8.9.1:80',
    '[::1]',
    '[::1]:3000',
    '192.168.1.20:3000',
    '203.0.113.9',
    '[2001:DB8::7]:3000',
  ])('accepts %s as ours', (host) => {
    use({})
    expect(isOwnHost(host)).toBe(true)
  })

  it.each([
    undefined,
    '',
    ' ',
    'rebind.evil.example',
    'rebind.evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'xlocalhost',
    'a.localhost',
    'localhost@evil.example',
    'evil.example#localhost',
    'localhost:3000:3000',
    'localhost:',
    'localhost:x',
    'localhost, evil.example',
    'localhost evil.example',
    'local\u0000host',
    '[localhost]',
    '::1',
    '[::1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '.',
    'localhost..',
    `${'a'.repeat(300)}.example`,
  ])('does not accept %j as ours', (host) => {
    use({})
    expect(isOwnHost(host)).toBe(false)
  })

  it('accepts the names in ALLOWED_HOSTS, however they are spelled', () => {
    use({ ALLOWED_HOSTS: 'porchlight.lan, Chat.Example.com., bücher.example' })
    for (const host of [
      'porchlight.lan',
      'PORCHLIGHT.lan:8080',
      'chat.example.com.',
      'xn--bcher-kva.example',
    ])
      expect(isOwnHost(host), host).toBe(true)
    for (const host of ['lan', 'x.porchlight.lan', 'example.com']) expect(isOwnHost(host), host).toBe(false)
  })

  it('accepts the name it listens on, which its own publisher uses', () => {
    use({ HOST: 'porchlight.internal' })
    expect(isOwnHost('porchlight.internal:3000')).toBe(true)
  })
})

describe('with PUBLIC_URL', () => {
  it.each([
    'chat.example.com',
    'CHAT.example.com:443',
    'chat.example.com.',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    'chat',
  ])('accepts %s as ours', (host) => {
    use({ PUBLIC_URL: 'https://chat.example.com', ALLOWED_HOSTS: 'chat' })
    expect(isOwnHost(host)).toBe(true)
  })

  it.each([
    '192.168.1.20:3000',
    '203.0.113.9',
    '[2001:db8::7]',
    '0.0.0.0',
    'example.com',
    'evil.example',
    undefined,
  ])('does not accept %j as ours', (host) => {
    use({ PUBLIC_URL: 'https://chat.example.com' })
    expect(isOwnHost(host)).toBe(false)
  })

  it.each([
    ['192.168.1.20', '192.168.1.20:3000'],
    ['2001:db8::7', '[2001:db8::7]:3000'],
  ])('accepts %s as ours if it listens there, because its own publisher uses it', (listening, host) => {
    use({ PUBLIC_URL: 'https://chat.example.com', HOST: listening })
    expect(isOwnHost(host)).toBe(true)
    expect(isOwnHost('192.168.1.21:3000')).toBe(false)
  })
})

describe('mayCheckHealth', () => {
  it.each([undefined, '', '10.1.2.3:3000', '[fd00::1]:3000', 'chat.example.com', 'localhost'])(
    'allows %j, as used by load balancers',
    (host) => {
      use({ PUBLIC_URL: 'https://chat.example.com' })
      expect(mayCheckHealth(host)).toBe(true)
    },
  )

  it('refuses pages under another name', () => {
    use({})
    for (const host of ['rebind.evil.example', 'x y', '127.1']) expect(mayCheckHealth(host), host).toBe(false)
  })
})

describe('isOwnOrigin', () => {
  it.each([
    ['http://localhost:3000', 'localhost:3000'],
    ['https://localhost:3000', 'localhost:3000'],
    ['http://localhost', 'LOCALHOST:80'],
    ['https://localhost', 'localhost'],
    ['http://[::1]:3000', '[::1]:3000'],
    ['http://192.168.1.20:3000', '192.168.1.20:3000'],
  ])('accepts %s as a page of %s', (origin, host) => {
    use({})
    expect(isOwnOrigin(origin, host)).toBe(true)
  })

  it.each([
    ['http://rebind.evil.example', 'rebind.evil.example'],
    ['http://localhost:8080', 'localhost:3000'],
    ['http://127.0.0.1:3000', 'localhost:3000'],
    ['ftp://localhost:3000', 'localhost:3000'],
    ['null', 'localhost:3000'],
    ['', 'localhost:3000'],
    ['http://localhost:3000', null],
    ['http://localhost:3000/', 'localhost:3000'],
    ['http://localhost:99999', 'localhost:99999'],
  ])('does not accept %j as a page of %j', (origin, host) => {
    use({})
    expect(isOwnOrigin(origin, host)).toBe(false)
  })

  it('accepts only PUBLIC_URL itself on its host, where the scheme is known', () => {
    use({ PUBLIC_URL: 'https://chat.example.com:8443' })
    expect(isOwnOrigin('https://chat.example.com:8443', 'chat.example.com:8443')).toBe(true)
    expect(isOwnOrigin('https://chat.example.com:8443', 'chat.example.com')).toBe(true)
    for (const origin of [
      'http://chat.example.com:8443',
      'https://chat.example.com',
      'http://chat.example.com',
    ])
      expect(isOwnOrigin(origin, new URL(origin).host), origin).toBe(false)
    expect(isOwnOrigin('http://localhost:3000', 'localhost:3000')).toBe(true)
  })
})

it.each([
  'https://chat.example.com',
  'chat.example.com:443',
  'chat.example.com/x',
  'a@b',
  'a b',
  'x,,y',
  '*.example.com',
])('refuses the setting ALLOWED_HOSTS=%s', (value) => {
  expect(() => readEnv({ ALLOWED_HOSTS: value })).toThrow(/ALLOWED_HOSTS.* must be host names/)
})
