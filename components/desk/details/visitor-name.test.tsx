// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestDesk, numbered } from '@/client/testing/desk'
import { DeskContext, PlaceContext } from '@/hooks/desk/use-desk'
import { VisitorName } from './visitor-name'

afterEach(cleanup)

function open() {
  const made = createTestDesk({ conversations: [numbered('a', 1)], place: { conversationId: 'a' } })
  const { desk } = made
  const conversation = desk.inbox.find('a')
  if (conversation === null) throw new Error('there is no conversation')
  const { unmount } = render(
    <DeskContext value={desk}>
      <PlaceContext value={desk.way.place()}>
        <VisitorName conversation={conversation} headingLevel={2} />
      </PlaceContext>
    </DeskContext>,
  )
  act(() => desk.dialog.open('rename', 'a'))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Vera Lind' } })
  return { ...made, unmount }
}

describe('leaving the name’s field', () => {
  it('saves when another conversation opens', () => {
    const { source, unmount } = open()
    unmount()
    expect(source.setVisitorName).toHaveBeenCalledExactlyOnceWith('a', 'Vera Lind')
  })

  it('saves when the palette opens over it', async () => {
    const { desk, source } = open()
    await act(async () => desk.dialog.open('palette'))
    expect(source.setVisitorName).toHaveBeenCalledExactlyOnceWith('a', 'Vera Lind')
    expect(desk.dialog.isOpen('palette')).toBe(true)
  })

  it('does not save on Escape', async () => {
    const { desk, source } = open()
    await act(async () => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' }))
    expect(screen.queryByRole('textbox')).toBeNull()
    await act(async () => desk.dialog.open('rename', 'a'))
    expect(screen.getByRole<HTMLInputElement>('textbox').value).not.toBe('Vera Lind')
    expect(source.setVisitorName).not.toHaveBeenCalled()
  })
})
