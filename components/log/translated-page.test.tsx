// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createBrowserStorage } from '@/client/browser/browser-storage'
import type { ConversationView } from '@/client/conversation/conversation-view'
import type { TimelineMessage } from '@/client/conversation/timeline-entries'
import { stubLayout } from '@/client/testing/layout'
import type { Conversation } from '@/contract/log/conversation'
import type { ConversationState } from '@/hooks/conversation/use-conversation'
import { AblyContext } from '@/hooks/realtime/use-ably-client'
import { PartBoundary } from '../ui/part-boundary'
import { ChatPanel } from '../visitor/chat-panel'

beforeEach(() => {
  stubLayout()
  vi.stubGlobal('fetch', async () => Response.json({ online: true }))
})
afterEach(cleanup)

const broken = vi.fn(() => null)

/** The states of the chat. The test covers every transition between two of them. */
const views: [string, Partial<ConversationView>, Partial<ConversationState>, string][] = [
  ['a new chat', { conversationId: null, phase: 'empty' }, {}, 'Hello! How can we help?'],
  ['one that loads', { phase: 'loading' }, {}, ''],
  ['messages', { entries: [entry(1, 'visitor'), entry(2, 'agent')] }, {}, 'Message 2'],
  ['an agent typing', {}, { typists: [{ side: 'agent', userId: 'ada' }] }, 'Support is typing…'],
  [
    'a message being sent',
    { entries: [{ ...entry(3, 'visitor'), state: 'waiting' }] },
    {},
    'Waiting for connection',
  ],
  ['a message not sent', { entries: [{ ...entry(3, 'visitor'), state: 'failed' }] }, {}, 'Not sent'],
  ['a closed one', { conversation: { ...conversation(), status: 'CLOSED' } }, {}, 'Closed. Write to reopen.'],
  [
    'a blocked one',
    { conversation: conversation({ since: '2026-11-24T10:00:00Z', by: null }) },
    {},
    'You cannot write here at the moment.',
  ],
  [
    'a deleted one',
    { conversation: null, conversationId: null, phase: 'empty', problem: 'erased' },
    {},
    'The earlier conversation was deleted.',
  ],
  ['one without cookies', { phase: 'gone', problem: 'not_authenticated' }, {}, 'Allow cookies for this site'],
  ['one of an archived site', { problem: 'archived' }, {}, 'This chat no longer takes new messages.'],
  ['a browser that keeps nothing', { isStorageSafe: false }, {}, 'This browser isn’t saving drafts'],
  ['a lost connection', {}, { isLive: false }, ''],
]

it.each(views)('renders every other state of a translated chat after %s', async (_, view, state) => {
  for (const [, nextView, nextState, words] of views) {
    const { rerender, container, unmount } = render(panel(view, state))
    translate(container)
    await act(async () => {})

    rerender(panel(nextView, nextState))

    expect(broken).not.toHaveBeenCalled()
    expect(container.textContent).toContain(words)
    translate(container)
    rerender(panel(view, state))
    expect(broken).not.toHaveBeenCalled()
    unmount()
  }
})

it('keeps the page around a chat that fails to render, and retries on request', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  let isBroken = true
  function Chat() {
    if (isBroken)
      throw new DOMException('The node to be removed is not a child of this node.', 'NotFoundError')
    return <p>Chat</p>
  }
  render(
    <main>
      <h1>Shop</h1>
      <PartBoundary
        fallback={(retry) => (
          <button type="button" onClick={retry}>
            Show again
          </button>
        )}
      >
        <Chat />
      </PartBoundary>
    </main>,
  )
  expect(screen.getByRole('heading', { name: 'Shop' })).toBeTruthy()

  fireEvent.click(screen.getByRole('button', { name: 'Show again' }))
  expect(screen.getByRole('button', { name: 'Show again' })).toBeTruthy()

  isBroken = false
  fireEvent.click(screen.getByRole('button', { name: 'Show again' }))
  expect(screen.getByText('Chat')).toBeTruthy()
})

it('retries by itself when the part shows something else', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  function Conversation({ id }: { id: string }) {
    if (id === 'broken') throw new Error('failed to render')
    return <p>{id}</p>
  }
  const page = (id: string) => (
    <PartBoundary shows={id} fallback={() => <p>sorry</p>}>
      <Conversation id={id} />
    </PartBoundary>
  )
  const { rerender } = render(page('broken'))
  expect(screen.getByText('sorry')).toBeTruthy()
  rerender(page('vera'))
  expect(screen.getByText('vera')).toBeTruthy()
})

/** Replaces each text node with elements around a new one, like Google Translate. */
function translate(root: HTMLElement) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts.filter((node) => node.data.trim() !== '')) {
    const outer = document.createElement('font')
    const inner = outer.appendChild(document.createElement('font'))
    inner.append(text.data)
    text.replaceWith(outer)
  }
}

function panel(view: Partial<ConversationView>, state: Partial<ConversationState>) {
  return (
    <AblyContext value={null}>
      <PartBoundary fallback={broken}>
        <ChatPanel
          chat={chat(view, state)}
          storage={createBrowserStorage(null)}
          teamName="Support"
          nameOf={() => 'Ada'}
          onClose={() => {}}
        />
      </PartBoundary>
    </AblyContext>
  )
}

function chat(view: Partial<ConversationView>, state: Partial<ConversationState>): ConversationState {
  return {
    isLive: true,
    typists: [],
    send() {},
    retry() {},
    discard() {},
    loadOlder: async () => {},
    markRead() {},
    onTyping() {},
    onStopTyping() {},
    ...state,
    view: {
      conversationId: 'c1',
      conversation: conversation(),
      entries: [],
      phase: 'ready',
      problem: null,
      hasOlder: false,
      isLoadingOlder: false,
      readSequence: 0,
      isStorageSafe: true,
      ...view,
    },
  } as unknown as ConversationState
}

function conversation(block: { since: string; by: string | null } | null = null): Conversation {
  return {
    id: 'c1',
    status: 'OPEN',
    visitor: { id: 'vera', name: 'Vera', email: null, block },
  } as Conversation
}

function entry(sequence: number, side: 'visitor' | 'agent'): TimelineMessage {
  return {
    kind: 'message',
    key: `m${sequence}`,
    isEdited: false,
    isDeleted: false,
    clientMessageId: `m${sequence}`,
    stored: null,
    sequence,
    side,
    senderId: side === 'agent' ? 'ada' : 'vera',
    senderName: side === 'agent' ? 'Ada' : null,
    senderPicture: null,
    isOwn: side === 'visitor',
    content: `Message ${sequence}`,
    createdAt: '2026-11-24T10:00:00.000Z',
    state: 'sent',
    passedBy: null,
  }
}
