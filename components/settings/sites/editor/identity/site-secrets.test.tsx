// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Sites } from '@/client/desk/sites/sites'
import type { SiteSecret, SiteSecretDraft } from '@/contract/sites/identity'
import { SiteSecrets } from './site-secrets'

const VALUE = 'a-new-secret-of-the-site'
let stored: SiteSecret[]
let asked: SiteSecretDraft[]
beforeEach(() => {
  stored = []
  asked = []
})
afterEach(cleanup)

const problem = (code: 'validation_failed') => ({
  value: null,
  problem: { code, param: 'value', retryAfterSeconds: null },
})

const sites: Pick<Sites, 'secrets' | 'addSecret' | 'removeSecret'> = {
  secrets: async () => ({ value: { data: [...stored] }, problem: null }),
  addSecret: async (_, draft) => {
    asked.push(draft)
    if (draft.value !== undefined && draft.value.length < 16) return problem('validation_failed')
    const value = draft.value ?? VALUE
    const secret = {
      id: `s${stored.length}`,
      hint: value.slice(-4),
      isReadable: true,
      createdAt: '2026-11-29T10:00:00.000Z',
    }
    stored.push(secret)
    return { value: { ...secret, value }, problem: null }
  },
  removeSecret: async (_, id) => {
    stored = stored.filter((secret) => secret.id !== id)
    return { value: { endedSessions: 1 }, problem: null }
  },
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })

it('shows a secret once, allows two, and removes one after confirmation', async () => {
  const user = userEvent.setup()
  render(<SiteSecrets siteId="shop0001" sites={sites} />)
  await user.click(await button('Add a secret'))
  await user.click(await button('Add'))
  expect(await screen.findByText(VALUE)).toBeTruthy()
  await user.click(await button('Done'))
  expect(screen.queryByText(VALUE)).toBeNull()
  expect(await screen.findByText('…site')).toBeTruthy()

  await user.click(await button('Add a secret'))
  await user.type(screen.getByRole('textbox'), 'too short')
  await user.click(await button('Add'))
  expect(await screen.findByText(/16 to 256/)).toBeTruthy()
  await user.clear(screen.getByRole('textbox'))
  await user.type(screen.getByRole('textbox'), ' pasted-from-elsewhere ')
  await user.click(await button('Add'))
  await user.click(await button('Done'))
  expect(asked).toEqual([{}, { value: 'too short' }, { value: 'pasted-from-elsewhere' }])
  expect(await screen.findByText('…here')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Add a secret' })).toBeNull()

  await user.click(await button('Remove the secret that ends with site'))
  await user.click(await button('Cancel'))
  expect(stored).toHaveLength(2)
  await user.click(await button('Remove the secret that ends with site'))
  await user.click(await button('Remove'))
  await waitFor(() => expect(screen.queryByText('…site')).toBeNull())
  expect(stored.map(({ hint }) => hint)).toEqual(['here'])
})

it('marks a secret that can no longer be decrypted', async () => {
  stored = [{ id: 's0', hint: 'lost', isReadable: false, createdAt: '2026-11-29T10:00:00.000Z' }]
  render(<SiteSecrets siteId="shop0001" sites={sites} />)
  expect(await screen.findByText(/no longer works/)).toBeTruthy()
})
