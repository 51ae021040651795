// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { Choices } from './choices'

afterEach(cleanup)

function Corner({ hint }: { hint?: string }) {
  const [corner, setCorner] = useState<'start' | 'end'>('end')
  return (
    <Choices
      name="corner"
      label="Corner"
      hint={hint}
      value={corner}
      options={[
        { value: 'start', label: 'Anfang', lang: 'de' },
        { value: 'end', label: 'End' },
      ]}
      onChange={setCorner}
    />
  )
}

it('chooses one of several values, by pointer and by key', async () => {
  const user = userEvent.setup()
  render(<Corner />)
  const start = screen.getByRole<HTMLInputElement>('radio', { name: 'Anfang' })
  const end = screen.getByRole<HTMLInputElement>('radio', { name: 'End' })
  expect([start.checked, end.checked]).toEqual([false, true])

  await user.click(screen.getByText('Anfang'))
  expect([start.checked, end.checked]).toEqual([true, false])
  end.focus()
  await user.keyboard(' ')
  expect([start.checked, end.checked]).toEqual([false, true])
})

it('is a group named by its label and described by its hint', () => {
  const { rerender } = render(<Corner hint="Where the button is." />)
  const group = screen.getByRole('group', { name: 'Corner' })
  const id = group.getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(id)?.textContent).toBe('Where the button is.')

  rerender(<Corner />)
  expect(group.hasAttribute('aria-describedby')).toBe(false)
})

it('marks the language of a label', () => {
  render(<Corner />)
  expect(screen.getByText('Anfang').lang).toBe('de')
  expect(screen.getByText('End').hasAttribute('lang')).toBe(false)
})
