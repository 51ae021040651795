import { expect, it } from 'vitest'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { mailLink } from './mail-link'

const from = (pageUrl: string | null) => ({ context: { pageUrl } }) as Pick<DeskConversation, 'context'>

it.each([
  ['vera@example.com', from('https://shop.example/lamps'), 'Your message on shop.example'],
  ['vera@example.com', from(null), 'Your message to us'],
  ['vera@example.com', { context: null }, 'Your message to us'],
  ['a&bcc=all@example.com', from('https://shop.example/?subject=x&body=y'), 'Your message on shop.example'],
])('writes only to %s, whatever the address contains', (email, conversation, subject) => {
  const link = new URL(mailLink(email, conversation))
  expect(link.protocol).toBe('mailto:')
  expect(decodeURIComponent(link.pathname)).toBe(email)
  expect([...link.searchParams]).toEqual([['subject', subject]])
})
