// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import PageError from './error'

afterEach(cleanup)

it('says that nothing is lost, and reloads on request', () => {
  const reload = vi.fn()
  vi.stubGlobal('location', { reload })
  render(<PageError />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This page could not be shown')
  expect(screen.getByText(/is kept in this browser/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(reload).toHaveBeenCalledTimes(1)
})
