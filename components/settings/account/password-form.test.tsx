// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { PasswordForm } from './password-form'

afterEach(cleanup)

function renderForm() {
  const onSubmit = vi.fn(async () => ({ fields: { currentPassword: 'This is not your password.' } }))
  render(<PasswordForm label="Your password" submitLabel="Turn off" onSubmit={onSubmit} />)
  return { onSubmit, user: userEvent.setup() }
}

it('asks for a password before it submits', async () => {
  const { onSubmit, user } = renderForm()
  await user.click(screen.getByRole('button', { name: 'Turn off' }))
  expect(screen.getByText('Enter your password.')).toBeDefined()
  expect(document.activeElement).toBe(screen.getByLabelText('Your password'))
  expect(onSubmit).not.toHaveBeenCalled()
})

it('submits the password as typed, and shows a refusal at the field', async () => {
  const { onSubmit, user } = renderForm()
  await user.type(screen.getByLabelText('Your password'), ' a lamp {Enter}')
  expect(onSubmit).toHaveBeenCalledWith(' a lamp ')
  expect(screen.getByText('This is not your password.')).toBeDefined()
  expect(document.activeElement).toBe(screen.getByLabelText('Your password'))
})
