import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type PageMessage, pageMessages } from '@/contract/sites/frame-messages'
import { listenToPort } from './bounded-port'

let port: {
  onmessage?: (event: { data: unknown }) => void
  postMessage: ReturnType<typeof vi.fn>
}
let received: PageMessage[]
const warn = () => vi.spyOn(console, 'warn').mockImplementation(() => {})

beforeEach(() => {
  vi.useFakeTimers()
  port = { postMessage: vi.fn() }
  received = []
})
afterEach(() => vi.useRealTimers())

function listen() {
  return listenToPort(port as unknown as MessagePort, pageMessages, (message) => received.push(message))
}

it('accepts fifty messages in one second, and again in the next', () => {
  const warned = warn()
  listen()
  for (let second = 1; second <= 3; second += 1) {
    for (let index = 0; index < 200; index += 1) port.onmessage?.({ data: '{"type":"open"}' })
    expect(received).toHaveLength(50 * second)
    vi.advanceTimersByTime(1_000)
  }
  expect(warned).toHaveBeenCalledOnce()
})

it('accepts at most 8,192 characters', () => {
  warn()
  listen()
  const ofLength = (length: number) => '{"type":"open"}'.padEnd(length)
  port.onmessage?.({ data: ofLength(8_192) })
  port.onmessage?.({ data: ofLength(8_193) })
  expect(received).toHaveLength(1)
})

it.each([
  null,
  undefined,
  7,
  { type: 'open' },
  '',
  'null',
  '{"type":"delete"}',
  '{"type":"open","__proto__":{}}',
  '{"type":"page","address":"https://shop.example/","title":7,"referrer":""}',
  JSON.stringify({ type: 'page', address: 'x'.repeat(2_049), title: '', referrer: '' }),
  JSON.stringify({ type: 'page', address: '', title: 'x'.repeat(301), referrer: '' }),
])('drops %j', (data) => {
  const warned = warn()
  listen()
  port.onmessage?.({ data })
  port.onmessage?.({ data })
  expect(received).toEqual([])
  expect(warned).toHaveBeenCalledOnce()
})
