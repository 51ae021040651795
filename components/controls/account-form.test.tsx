// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AccountForm, type FormProblem, SETTLED } from './account-form'
import { PasswordField } from './password-field'
import { TextField } from './text-field'

afterEach(cleanup)

function renderForm(onSubmit: (values: Readonly<Record<string, string>>) => Promise<FormProblem | null>) {
  render(
    <AccountForm submitLabel="Sign in" busyLabel="Signing in…" onSubmit={onSubmit}>
      {(errorOf) => (
        <>
          <TextField name="email" label="E-mail" error={errorOf('email')} />
          <PasswordField name="password" label="Password" hint="At least 10." error={errorOf('password')} />
        </>
      )}
    </AccountForm>,
  )
  return userEvent.setup()
}

describe('AccountForm', () => {
  it('is ready to be typed into', () => {
    renderForm(async () => null)
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'))
  })

  it('leads to the first wrong field, and reads its error in place of its hint', async () => {
    const user = renderForm(async () => ({ fields: { password: 'Too short.' }, form: null }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    const field = screen.getByLabelText('Password')
    expect(document.activeElement).toBe(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(['Too short.'])
    expect(screen.queryByText('At least 10.')).toBeNull()
  })

  it('leaves the focus where somebody mends a field, although another one is still wrong', async () => {
    const user = renderForm(async () => ({
      fields: { email: 'Enter it.', password: 'Too short.' },
      form: null,
    }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'))

    await user.type(screen.getByLabelText('Password'), 'longer')
    expect(document.activeElement).toBe(screen.getByLabelText('Password'))
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('longer')
  })

  it('goes on in the field that is likely to be wrong', async () => {
    const user = renderForm(async () => ({ fields: {}, form: 'Not right.', goOnIn: 'password' }))
    await user.type(screen.getByLabelText('Password'), 'guess{Enter}')
    const field = screen.getByLabelText<HTMLInputElement>('Password')
    expect(document.activeElement).toBe(field)
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5])
  })

  it('forgets an error while it is being mended', async () => {
    const user = renderForm(async () => ({ fields: { email: 'Enter it.' }, form: null }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await user.type(screen.getByLabelText('E-mail'), 'a')
    expect(screen.queryByText('Enter it.')).toBeNull()
  })

  it('says what concerns the whole, and can be sent again', async () => {
    const onSubmit = vi.fn(async () => ({ fields: {}, form: 'Not right.' }))
    const user = renderForm(onSubmit)
    await user.type(screen.getByLabelText('E-mail'), 'vera@example.com{Enter}')
    expect(screen.getByRole('alert').textContent).toBe('Not right.')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit).toHaveBeenCalledTimes(2)
    expect(onSubmit).toHaveBeenLastCalledWith({ email: 'vera@example.com', password: '' })
  })

  it('sends once, however impatient somebody is', async () => {
    const onSubmit = vi.fn(() => new Promise<null>(() => {}))
    const user = renderForm(onSubmit)
    await user.dblClick(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit).toHaveBeenCalledTimes(1)
    expect(screen.getByRole('button', { name: 'Signing in…' })).toBeDefined()
  })

  it('begins anew when it is settled and stays', async () => {
    const user = renderForm(async () => SETTLED)
    await user.type(screen.getByLabelText('Password'), 'a lamp{Enter}')
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined()
  })

  it('can be used again when the browser brings the page back as it was left', async () => {
    const user = renderForm(async () => null)
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByRole('button', { name: 'Signing in…' })).toBeDefined()
    act(() => void window.dispatchEvent(new Event('pageshow')))
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined()
  })

  it('shows the password when asked', async () => {
    const user = renderForm(async () => null)
    const field = screen.getByLabelText('Password') as HTMLInputElement
    expect(field.type).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Show password' }))
    expect(field.type).toBe('text')
  })
})
