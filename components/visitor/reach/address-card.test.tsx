// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError } from '@/client/api/api-error'
import { browserStorage } from '@/client/browser/browser-storage'
import { ADDRESS_ASKED, createVisitorMemory } from '@/client/visitor/visitor-memory'
import { loadWords } from '@/client/words/visitor/load-words'
import type { VisitorChanges } from '@/contract/log/conversation'
import { WordsContext } from '@/hooks/browser/use-words'
import { AddressCard } from './address-card'
import { useReach } from './use-reach'

const storage = browserStorage('test:')
const tell = vi.fn<(visitor: VisitorChanges) => Promise<void>>()
const leave = vi.fn()

beforeEach(() => {
  localStorage.clear()
  tell.mockReset().mockResolvedValue()
  leave.mockReset()
})
afterEach(cleanup)

/** The card with a server that stores every change. */
function Card({ known, isVerified = false }: { known: string | null; isVerified?: boolean }) {
  const [email, setEmail] = useState(known)
  const reach = useReach(storage, { isAgentThere: true, isEmpty: false })
  async function onTell(visitor: VisitorChanges) {
    await tell(visitor)
    setEmail(visitor.email ?? null)
  }
  return <AddressCard email={email} isVerified={isVerified} reach={reach} onTell={onTell} onLeave={leave} />
}

const field = () => screen.findByRole('textbox', { name: 'E-mail' })
const type = async (value: string) => fireEvent.change(await field(), { target: { value } })
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

describe('a visitor without an address', () => {
  it('is asked, and saves one', async () => {
    render(<Card known={null} />)
    expect(screen.queryByRole('textbox'), 'before storage has answered').toBeNull()
    await type(' vera@example.com ')
    await press('Save')
    const change = await screen.findByRole('button', { name: 'Change e-mail' })
    expect(tell.mock.calls).toEqual([[{ email: 'vera@example.com' }]])
    expect(screen.getByText('vera@example.com')).toBeTruthy()
    expect(document.activeElement).toBe(change)
    expect(await storage.get(ADDRESS_ASKED)).not.toBeNull()
  })

  it('is asked only once, and can add one later', async () => {
    const first = render(<Card known={null} />)
    await press('Not now')
    expect(leave).toHaveBeenCalledOnce()
    first.unmount()
    render(<Card known={null} />)
    await screen.findByRole('button', { name: 'Leave an e-mail address' })
    expect(screen.queryByRole('textbox')).toBeNull()
    await press('Leave an e-mail address')
    expect(document.activeElement).toBe(await field())
  })

  it('finds their unsaved input after a reload', async () => {
    const first = render(<Card known={null} />)
    await type('vera@exam')
    first.unmount()
    render(<Card known={null} />)
    await expect.poll(async () => ((await field()) as HTMLInputElement).value).toBe('vera@exam')
  })
})

it.each([
  ['a malformed address', 'vera@', null, /like name@example\.com/],
  ['an address that the server refuses', 'v@example.com', refusal('validation_failed', 400), /like name@/],
  ['too many attempts', 'v@example.com', refusal('rate_limited', 429), /Too many attempts/],
  ['an address managed by the site', 'v@example.com', refusal('email_verified', 409), /Change it there/],
  ['a network error', 'v@example.com', new NetworkError(), /could not be saved/],
])('explains what is wrong on %s, keeps the text and focuses it', async (_, value, error, reason) => {
  if (error) tell.mockRejectedValueOnce(error)
  render(<Card known={null} />)
  await type(value)
  await press('Save')
  const text = await screen.findByText(reason)
  const input = (await field()) as HTMLInputElement
  expect(input.getAttribute('aria-describedby')).toBe(text.id)
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.value).toBe(value)
  expect(document.activeElement).toBe(input)
  expect(tell).toHaveBeenCalledTimes(error ? 1 : 0)
})

describe('a visitor whose address is known', () => {
  it('can change it in a prefilled field', async () => {
    render(<Card known="vera@example.com" />)
    await press('Change e-mail')
    expect(((await field()) as HTMLInputElement).value).toBe('vera@example.com')
    await type('v@example.com')
    await press('Save')
    expect(await screen.findByText('v@example.com')).toBeTruthy()
  })

  it('can remove it, and is not asked again', async () => {
    render(<Card known="vera@example.com" />)
    await press('Change e-mail')
    await press('Remove address')
    await screen.findByRole('button', { name: 'Leave an e-mail address' })
    expect(tell.mock.calls).toEqual([[{ email: null }]])
    expect((await createVisitorMemory(storage).contact()).email).toBe('')
  })
})

describe('a visitor for whom the site vouches', () => {
  it('is not asked for an address, which the server would refuse', async () => {
    const { container, rerender } = render(<Card known={null} />)
    await field()
    rerender(<Card known={null} isVerified />)
    expect(container.textContent).toBe('')
  })

  it('sees the known address, and cannot change it here', async () => {
    render(<Card known="vera@example.com" isVerified />)
    expect(screen.getByText('vera@example.com')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })
})

describe('a visitor with another language', () => {
  it('reads the card in it, and errors follow a change of language', async () => {
    const [german, polish] = [
      await loadWords({ language: 'de', locale: 'de' }),
      await loadWords({ language: 'pl', locale: 'pl' }),
    ]
    const inWords = (words: typeof german) => (
      <WordsContext value={words}>
        <Card known={null} />
      </WordsContext>
    )
    const { rerender } = render(inWords(german))
    await press(german.t('saveAddress'))
    expect(screen.getByRole('form', { name: german.t('askAddress') })).toBeTruthy()
    expect(screen.getByText(german.t('addressWrong'))).toBeTruthy()
    rerender(inWords(polish))
    expect(screen.getByText(polish.t('addressWrong'))).toBeTruthy()
  })

  it('sees the address where that language’s sentence places it', async () => {
    const words = await loadWords({ language: 'de', locale: 'de' })
    render(
      <WordsContext value={words}>
        <Card known="vera@example.com" />
      </WordsContext>,
    )
    const address = await screen.findByText('vera@example.com')
    expect(address.parentElement?.textContent).toBe(
      'Wenn Sie die Seite verlassen, können wir an vera@example.com antworten',
    )
  })
})

function refusal(code: 'validation_failed' | 'rate_limited' | 'email_verified', status: number) {
  return new ApiError({ status, code, message: '', param: null, requestId: 'r1', retryAfterSeconds: null })
}
