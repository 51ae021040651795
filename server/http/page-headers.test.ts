import { expect, it } from 'vitest'
import type { RealtimeEndpoint } from '@/contract/http/realtime-endpoint'
import { pageHeaders } from './page-headers'

const embedded: RealtimeEndpoint = { kind: 'embedded' }

it.each([
  ['chat.example.com', embedded, "'self' ws://chat.example.com wss://chat.example.com"],
  ['chat.example.com:8443', embedded, "'self' ws://chat.example.com:8443 wss://chat.example.com:8443"],
  ['127.0.0.1:3000', embedded, "'self' ws://127.0.0.1:3000 wss://127.0.0.1:3000"],
  // A browser reports an error for each IPv6 address that it finds there.
  ['[::1]:3300', embedded, "'self'"],
  ['[2001:db8::1]', embedded, "'self'"],
  ["evil; script-src 'none'", embedded, "'self'"],
  [undefined, embedded, "'self'"],
  ['a', { kind: 'ably', endpoint: '[::1]', port: 8080, tls: false } as const, "'self' http: ws:"],
  [
    'a',
    { kind: 'ably', endpoint: 'rt.example.com', port: null, tls: true } as const,
    "'self' https://rt.example.com wss://rt.example.com",
  ],
])('a page at %s may connect to itself and its realtime service', (host, endpoint, sources) => {
  const headers = pageHeaders({ nonce: 'n', host, publicUrl: undefined, endpoint, isDevelopment: false })
  const directives = String(headers['Content-Security-Policy']).split('; ')
  expect(directives).toContain(`connect-src ${sources}`)
})
