import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { SupportError } from '@/server/errors'
import { errorAnswer } from '@/server/http/handler'
import { writePageRefusal } from './page-refusal'

it.each([
  [new SupportError('rate_limited', { retryAfterSeconds: 0.4 }), 429, '1', 'in 1 second.'],
  [new SupportError('unavailable', { retryAfterSeconds: 7 }), 503, '7', 'in 7 seconds.'],
  [new SupportError('unavailable'), 503, '5', 'in 5 seconds.'],
])('tells a person when the page tries again', async (refusal, status, retryAfter, words) => {
  const server = createServer((_request, response) => writePageRefusal(errorAnswer(refusal), response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())

  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const page = await answer.text()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page).toContain(`<meta http-equiv="refresh" content="${retryAfter}">`)
  expect(page).toContain(words)
})
