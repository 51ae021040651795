import { expect, it } from 'vitest'
import { readEnv } from './env'

it('names every variable that needs fixing, not only the first', () => {
  const broken = {
    DATABASE_URL: 'mysql://db',
    ABLY_API_KEY: 'no colon here',
    PORT: 'http',
    LOG_LEVEL: 'loud',
  }

  expect(() => readEnv(broken)).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*ABLY_API_KEY[\s\S]*LOG_LEVEL/)
})

it('treats an empty value as unset', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, DATA_DIR: '.data' })
})

it.each([
  [{ ADMIN_EMAIL: 'olga@example.com' }, 'ADMIN_PASSWORD'],
  [{ ADMIN_PASSWORD: 'correct horse battery' }, 'ADMIN_EMAIL'],
  [{ ABLY_ENDPOINT: 'localhost' }, 'ABLY_API_KEY'],
])('requires what %j depends on', (given, missing) => {
  expect(() => readEnv(given)).toThrow(missing)
})

const oidc = {
  OIDC_ISSUER: 'https://login.example.com/realms/company',
  OIDC_CLIENT_ID: 'porchlight',
  OIDC_CLIENT_SECRET: 'kept by the provider, too',
  PUBLIC_URL: 'https://chat.example.com',
}

it.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'])('requires %s with OIDC_ISSUER', (name) => {
  expect(() => readEnv(oidc)).not.toThrow()
  expect(() => readEnv({ ...oidc, [name]: '' })).toThrow(`  ${name} is required with OIDC_ISSUER`)
})

it.each([
  ['OIDC_CLIENT_ID', 'porchlight'],
  ['OIDC_CLIENT_SECRET', 'kept by the provider, too'],
  ['OIDC_ALLOWED_DOMAINS', 'shop.example'],
  ['OIDC_NAME', 'Company'],
])('reports that %s alone has no effect', (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(`  ${name} has no effect without OIDC_ISSUER`)
})

it.each([
  'login.example.com',
  'http://login.example.com',
  'https://login.example.com?realm=company',
  'https://login.example.com/#company',
  'https://ada:secret@login.example.com',
  'https://login.example.com/.well-known/openid-configuration',
  'javascript:alert(1)',
])('refuses the issuer %s', (issuer) => {
  expect(() => readEnv({ ...oidc, OIDC_ISSUER: issuer })).toThrow('  OIDC_ISSUER must')
})

it('accepts an issuer verbatim, and one on this machine without encryption', () => {
  for (const issuer of ['https://login.example.com/', 'http://localhost:8080/realms/a', 'http://[::1]:8080'])
    expect(readEnv({ ...oidc, OIDC_ISSUER: issuer }).OIDC_ISSUER).toBe(issuer)
})

it('reads a company’s e-mail domains', () => {
  const read = (text: string) => readEnv({ ...oidc, OIDC_ALLOWED_DOMAINS: text }).OIDC_ALLOWED_DOMAINS
  expect(read('Shop.Example, büro.example')).toEqual(['shop.example', 'xn--bro-hoa.example'])
  for (const wrong of ['@shop.example', '*.shop.example', 'shop', 'a@shop.example', 'shop.example,', 'com'])
    expect(() => read(wrong)).toThrow('  OIDC_ALLOWED_DOMAINS must be')
})

it('reads where to crash, and refuses places that do not exist', () => {
  expect(readEnv({ FAILPOINT: 'after_commit:0.004,before_reply:1' }).FAILPOINT).toEqual({
    after_commit: 0.004,
    before_reply: 1,
  })
  expect(() => readEnv({ FAILPOINT: 'before_lunch:1' })).toThrow('FAILPOINT')
  expect(() => readEnv({ FAILPOINT: 'after_commit' })).toThrow('FAILPOINT')
})

it.each(['short', 'change-me-change-me-change-me-change-me', 'x'.repeat(40)])(
  'refuses the secret %s',
  (secret) => {
    expect(() => readEnv({ AUTH_SECRET: secret })).toThrow('AUTH_SECRET')
  },
)

it.each(['change-me-please', 'your password', 'aaaaaaaaaaaa'])('refuses the password %s', (password) => {
  expect(() => readEnv({ ADMIN_EMAIL: 'olga@example.com', ADMIN_PASSWORD: password })).toThrow(
    'ADMIN_PASSWORD',
  )
})

it.each(['everywhere', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/8,'])(
  'refuses the proxies %s',
  (proxies) => {
    expect(() => readEnv({ TRUSTED_PROXIES: proxies })).toThrow('TRUSTED_PROXIES')
  },
)

it.each(['LIMIT_MESSAGES_PER_VISITOR', 'LIMIT_SIGN_INS_PER_NETWORK'])(
  'does not allow switching %s off',
  (name) => {
    expect(() => readEnv({ [name]: '0' })).toThrow(name)
  },
)
