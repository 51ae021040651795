// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { AccountForm } from '../controls/account-form'
import { emailErrors, nameErrors, passwordErrors } from '../controls/field-errors'
import { EmailField, NameField, NewPasswordField, PasswordOwner } from './person-fields'

afterEach(cleanup)

function renderForm() {
  render(
    <AccountForm
      submitLabel="Join"
      busyLabel="Joining…"
      onSubmit={async ({ name = '', email = '', password = '' }) => ({
        fields: { ...nameErrors(name), ...emailErrors(email), ...passwordErrors('password', password) },
      })}
    >
      <NameField />
      <EmailField />
      <NewPasswordField name="password" label="Password" />
    </AccountForm>,
  )
  return userEvent.setup()
}

const descriptionOf = (label: string) => {
  const id = screen.getByLabelText(label).getAttribute('aria-describedby') ?? ''
  return document.getElementById(id)?.textContent ?? null
}
const errors = () => ['Name', 'E-mail', 'Password'].map(descriptionOf)

it('tells password managers what each field is for', () => {
  renderForm()
  const purposes = ['Name', 'E-mail', 'Password'].map((label) =>
    screen.getByLabelText(label).getAttribute('autocomplete'),
  )
  expect(purposes).toEqual(['name', 'username', 'new-password'])
})

it('says what to enter in a field, and then what is wrong with it', async () => {
  const user = renderForm()
  expect(errors()).toEqual(['Visitors see it next to your replies.', null, 'At least 10 characters.'])

  await user.click(screen.getByRole('button', { name: 'Join' }))
  expect(errors()).toEqual([
    'Enter your name.',
    'Enter your e-mail address.',
    'Choose a password of at least 10 characters.',
  ])
  expect(document.activeElement).toBe(screen.getByLabelText('Name'))
})

it('accepts valid values, and explains the one that is not', async () => {
  const user = renderForm()
  await user.type(screen.getByLabelText('Name'), 'Ada')
  await user.type(screen.getByLabelText('E-mail'), 'ada@example')
  await user.type(screen.getByLabelText('Password'), 'a lamp on the porch{Enter}')
  expect(errors()).toEqual([
    'Visitors see it next to your replies.',
    'Enter a complete address, such as ada@example.com.',
    'At least 10 characters.',
  ])
  expect(document.activeElement).toBe(screen.getByLabelText('E-mail'))
})

it('names the owner of a password, unseen', () => {
  const { container } = render(<PasswordOwner email="ada@example.com" />)
  const owner = container.querySelector('input')
  expect([owner?.type, owner?.autocomplete, owner?.value]).toEqual(['hidden', 'username', 'ada@example.com'])
})
