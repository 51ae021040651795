import type { IncomingMessage } from 'node:http'
import { expect, it, vi } from 'vitest'
import { log } from '@/server/logger'
import { createClientReader } from './client-address'

function requestOf(headers: Record<string, string>, peer = '10.0.0.1'): IncomingMessage {
  const rawHeaders = Object.entries(headers).flat()
  return {
    headers: { ...headers },
    rawHeaders,
    socket: { remoteAddress: peer },
  } as unknown as IncomingMessage
}

function hostSeen(headers: Record<string, string>, peer?: string): string | undefined {
  const request = requestOf(headers, peer)
  createClientReader(['10.0.0.0/8', 'fd00::/8'])(request)
  const raw = request.rawHeaders[request.rawHeaders.findIndex((name) => name.toLowerCase() === 'host') + 1]
  expect(raw).toBe(request.headers.host)
  return request.headers.host
}

const at = (authority: string) => ({ origin: `https://${authority}` })

it.each([
  [
    'the name alone beside a right Host',
    { host: 'chat.example.com:8443', 'x-forwarded-host': 'chat.example.com', ...at('chat.example.com:8443') },
    'chat.example.com:8443',
  ],
  [
    'the name alone, without an Origin',
    { host: 'chat.example.com:8443', 'x-forwarded-host': 'chat.example.com' },
    'chat.example.com:8443',
  ],
  [
    'the name alone in other letters',
    { host: 'Chat.example.com:8443', 'x-forwarded-host': 'chat.EXAMPLE.com', ...at('chat.example.com:8443') },
    'Chat.example.com:8443',
  ],
  [
    'an IPv6 address alone',
    { host: '[2001:db8::1]:8443', 'x-forwarded-host': '[2001:db8::1]', ...at('[2001:db8::1]:8443') },
    '[2001:db8::1]:8443',
  ],
  [
    'name and port apart',
    {
      host: 'app:3000',
      'x-forwarded-host': 'chat.example.com',
      'x-forwarded-port': '8443',
      ...at('chat.example.com:8443'),
    },
    'chat.example.com:8443',
  ],
  [
    'the port of its own behind another proxy',
    {
      host: 'app:3000',
      'x-forwarded-host': 'chat.example.com',
      'x-forwarded-port': '8080',
      ...at('chat.example.com'),
    },
    'chat.example.com',
  ],
  [
    'the usual port',
    {
      host: 'chat.example.com:3000',
      'x-forwarded-host': 'chat.example.com',
      'x-forwarded-port': '443',
      ...at('chat.example.com'),
    },
    'chat.example.com',
  ],
  [
    'name and port together',
    { host: 'app:3000', 'x-forwarded-host': 'chat.example.com:8443', ...at('chat.example.com:8443') },
    'chat.example.com:8443',
  ],
  [
    'several, of which the first is the outermost',
    { host: 'app', 'x-forwarded-host': 'chat.example.com, inner', ...at('chat.example.com') },
    'chat.example.com',
  ],
  ['nothing', { host: 'chat.example.com:8443', ...at('chat.example.com:8443') }, 'chat.example.com:8443'],
  [
    'a port that is none',
    {
      host: 'app',
      'x-forwarded-host': 'chat.example.com',
      'x-forwarded-port': '80;x',
      ...at('chat.example.com:80;x'),
    },
    'chat.example.com',
  ],
  // A page of somebody else chooses nothing.
  [
    'a foreign Origin',
    { host: 'chat.example.com', 'x-forwarded-host': 'chat.example.com', ...at('evil.example') },
    'chat.example.com',
  ],
])('finds the host that was called where a proxy forwards %s', (_, headers, host) => {
  expect(hostSeen(headers)).toBe(host)
})

it('believes nobody else', () => {
  const headers = {
    host: 'chat.example.com',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-port': '1',
    ...at('evil.example'),
  }
  expect(hostSeen(headers, '203.0.113.7')).toBe('chat.example.com')
})

it('says once that a proxy is not named', () => {
  const clientOf = createClientReader(['10.0.0.0/8'])
  const warn = vi.spyOn(log.http, 'warn')
  clientOf(requestOf({ 'x-forwarded-for': '198.51.100.1' }))
  clientOf(requestOf({}, '203.0.113.7'))
  expect(warn).not.toHaveBeenCalled()

  for (const peer of ['203.0.113.7', '203.0.113.8'])
    clientOf(requestOf({ 'x-forwarded-for': '198.51.100.1' }, peer))
  expect(warn).toHaveBeenCalledOnce()
  expect(warn).toHaveBeenCalledWith({}, expect.stringContaining('TRUSTED_PROXIES'))
})
