// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest'
import { readMessage } from '@/contract/log/message-table'
import { pageMessages } from '@/contract/sites/frame-messages'
import { describePage } from './page'

afterEach(() => {
  document.documentElement.lang = ''
  document.title = ''
})

it('reports the page without query and fragment', () => {
  history.replaceState(null, '', '/lamps?token=secret#more')
  document.title = 'Lamps'
  document.documentElement.lang = 'de'
  expect(describePage('fr')).toEqual({
    type: 'page',
    address: `${location.origin}/lamps`,
    title: 'Lamps',
    referrer: '',
    language: 'de',
    locale: 'fr',
  })
})

it('is accepted by the frame, whatever the page’s title and language', () => {
  document.title = 'Lamps '.repeat(100)
  document.documentElement.lang = 'de'.repeat(100)
  expect(readMessage(pageMessages, describePage('x'.repeat(10_000)))).not.toBe(null)
})
