// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AccountForm, type FormProblem, type FormValues, SETTLED } from './account-form'
import { PasswordField } from './password-field'
import { TextField } from './text-field'

afterEach(cleanup)

function renderForm(onSubmit: (values: FormValues) => Promise<FormProblem | null>) {
  render(
    <AccountForm submitLabel="Sign in" busyLabel="Signing in…" onSubmit={onSubmit}>
      <TextField name="email" label="E-mail" />
      <PasswordField name="password" label="Password" hint="At least 10." />
    </AccountForm>,
  )
  return userEvent.setup()
}

describe('AccountForm', () => {
  it('focuses its first field', () => {
    renderForm(async () => null)
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'))
  })

  it('focuses the first invalid field, whose error replaces the hint in its description', async () => {
    const user = renderForm(async () => ({ fields: { password: 'Too short.' } }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    const field = screen.getByLabelText('Password')
    expect(document.activeElement).toBe(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(['Too short.'])
    expect(screen.queryByText('At least 10.')).toBeNull()
  })

  it('shows no error at the other fields', async () => {
    const user = renderForm(async () => ({ fields: { password: 'Too short.' } }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    const field = screen.getByLabelText('E-mail')
    expect([field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby')]).toEqual([
      'false',
      null,
    ])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('does not move the focus away from a field being corrected while another is still invalid', async () => {
    const user = renderForm(async () => ({ fields: { email: 'Enter it.', password: 'Too short.' } }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(document.activeElement).toBe(screen.getByLabelText('E-mail'))

    await user.type(screen.getByLabelText('Password'), 'longer')
    expect(document.activeElement).toBe(screen.getByLabelText('Password'))
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('longer')
  })

  it('focuses the field that is probably wrong, and selects its value', async () => {
    const user = renderForm(async () => ({ form: 'Not right.', goOnIn: 'password' }))
    await user.type(screen.getByLabelText('Password'), 'guess{Enter}')
    const field = screen.getByLabelText<HTMLInputElement>('Password')
    expect(document.activeElement).toBe(field)
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5])
  })

  it('clears an error on input', async () => {
    const user = renderForm(async () => ({ fields: { email: 'Enter it.' } }))
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await user.type(screen.getByLabelText('E-mail'), 'a')
    expect(screen.queryByText('Enter it.')).toBeNull()
  })

  it('shows an error of the whole form, and can be submitted again', async () => {
    const onSubmit = vi.fn(async () => ({ form: 'Not right.' }))
    const user = renderForm(onSubmit)
    await user.type(screen.getByLabelText('E-mail'), 'vera@example.com{Enter}')
    expect(screen.getByRole('alert').textContent).toBe('Not right.')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit).toHaveBeenCalledTimes(2)
    expect(onSubmit).toHaveBeenLastCalledWith({ email: 'vera@example.com', password: '' })
  })

  it('submits once on a double click', async () => {
    const onSubmit = vi.fn(() => new Promise<null>(() => {}))
    const user = renderForm(onSubmit)
    await user.dblClick(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit).toHaveBeenCalledTimes(1)
    expect(screen.getByRole('button', { name: 'Signing in…' })).toBeDefined()
  })

  it('resets once it is settled', async () => {
    const user = renderForm(async () => SETTLED)
    await user.type(screen.getByLabelText('Password'), 'a lamp{Enter}')
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined()
  })

  it('can be used again after the page is restored from the back/forward cache', async () => {
    const user = renderForm(async () => null)
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByRole('button', { name: 'Signing in…' })).toBeDefined()
    act(() => void window.dispatchEvent(new Event('pageshow')))
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined()
  })

  it('shows the password on request', async () => {
    const user = renderForm(async () => null)
    const field = screen.getByLabelText('Password') as HTMLInputElement
    expect(field.type).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Show password' }))
    expect(field.type).toBe('text')
  })
})
