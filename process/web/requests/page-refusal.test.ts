import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Language } from '@/client/words/catalogue'
import { refusedPageWords } from '@/client/words/refused-page'
import { SupportError } from '@/server/errors'
import { errorAnswer } from '@/server/http/handler'
import { writePageRefusal } from './page-refusal'

it.each([
  [new SupportError('rate_limited', { retryAfterSeconds: 0.4 }), 429, '1', 'in 1 second.'],
  [new SupportError('unavailable', { retryAfterSeconds: 7 }), 503, '7', 'in 7 seconds.'],
  [new SupportError('unavailable'), 503, '5', 'in 5 seconds.'],
])('says when the page retries', async (refusal, status, retryAfter, words) => {
  const answer = await refusedPage(refusal, { 'accept-language': 'en' })
  const page = await answer.text()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page).toContain(`<meta http-equiv="refresh" content="${retryAfter}">`)
  expect(page).toContain(words)
})

it.each([
  [{ 'accept-language': 'de-AT,en;q=0.5' }, 'de', 'ltr', 'in 7 Sekunden.'],
  [{ 'accept-language': 'fi,fr;q=0.5' }, 'fr', 'ltr', 'dans 7 secondes.'],
  [{ 'accept-language': 'he-IL' }, 'he', 'rtl', 'בעוד 7 שניות.'],
  [{ 'accept-language': 'ar-EG' }, 'ar', 'rtl', 'ثوانٍ.'],
  [{ 'accept-language': 'he', cookie: 'porchlight-language=de' }, 'de', 'ltr', 'in 7 Sekunden.'],
  [{ 'accept-language': 'fi,*' }, 'en', 'ltr', 'in 7 seconds.'],
  [{ 'accept-language': '"><script>' }, 'en', 'ltr', 'in 7 seconds.'],
])('speaks the reader’s language, given %j', async (headers, language, direction, words) => {
  const refusal = new SupportError('unavailable', { retryAfterSeconds: 7 })
  const page = await (await refusedPage(refusal, headers)).text()
  expect(page).toContain(`<html lang="${language}" dir="${direction}">`)
  expect(page).toContain(`<h1>${refusedPageWords(language as Language).t('title')}</h1>`)
  expect(page).toContain(words)
})

it.each(['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja'] as const)(
  'has each number of seconds in %s',
  (language) => {
    const { t } = refusedPageWords(language)
    const texts = [1, 2, 5, 11, 60, 100].map((count) => t('triesAgain', { count }))
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts.join()).not.toMatch(/[{}<>]|undefined/)
  },
)

/** The page as a browser with these headers gets it. */
async function refusedPage(refusal: SupportError, headers: Record<string, string>): Promise<Response> {
  const server = createServer((request, response) =>
    writePageRefusal(errorAnswer(refusal), request, response),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers })
}
