import { expect, it } from 'vitest'
import { REQUEST_LANGUAGE } from '@/contract/agent-language'
import { inLanguageOf, languageOf } from './request-language'

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE_ch', 'de'],
  ['de-DE,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['en;q=0.3, de;q=0.7', 'de'],
  ['fr-FR,fr;q=0.9,de;q=0.5', 'de'],
  ['de;q=0,fr', 'en'],
  ['de;q=zero,en;q=0.1', 'en'],
  ['deutsch', 'en'],
  [`${'fr,'.repeat(10_000)}de`, 'en'],
  ['\u0000;;;=,q', 'en'],
])('a browser that asks for %j reads %s', (header, language) => {
  expect(languageOf({ url: '/sign-in', headers: { 'accept-language': header } })).toBe(language)
})

it.each([
  ['porchlight-language=de', 'de'],
  ['a=b; porchlight-language=en', 'en'],
  ['porchlight-language=fr', 'en'],
  ['porchlight-language=', 'en'],
  ['my-porchlight-language=en', 'de'],
])('with the cookie %j an agent reads %s in a German browser', (cookie, language) => {
  const headers = { cookie, 'accept-language': 'de' }
  expect(languageOf({ url: '/support/agent?filter=all', headers })).toBe(language)
})

it.each(['/', '/?locale=de'])('the demo shop at %s stays English', (url) => {
  expect(languageOf({ url, headers: { 'accept-language': 'de' } })).toBe('en')
})

it('keeps the languages of requests apart that are drawn at the same time', async () => {
  const read = Reflect.get(globalThis, REQUEST_LANGUAGE) as () => unknown
  const drawIn = (language: string) =>
    inLanguageOf({ url: '/sign-in', headers: { 'accept-language': language } } as never, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return read()
    })
  expect(await Promise.all([drawIn('de'), drawIn('en'), drawIn('de')])).toEqual(['de', 'en', 'de'])
  expect(read()).toBeUndefined()
})
