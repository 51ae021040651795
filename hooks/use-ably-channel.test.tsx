// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/react'
import type * as Ably from 'ably'
import { type ReactNode, StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { expectConsoleError } from '@/tests/console'
import { AblyContext } from './realtime/use-ably-client'
import { TestRealtime } from './testing/realtime'
import { useAblyChannel } from './use-ably-channel'

const realtime = new TestRealtime()
let client: Ably.Realtime
let publisher: Ably.Realtime
let channelName: string

beforeAll(() => realtime.start())
afterAll(() => realtime.stop())

beforeEach(async () => {
  client = await realtime.connect('v:vera')
  publisher = await realtime.connect('a:ada')
  channelName = `test:${crypto.randomUUID()}`
})
afterEach(() => {
  cleanup()
  client.close()
  publisher.close()
})

it('calls the newest listener without subscribing again', async () => {
  const first = vi.fn()
  const second = vi.fn()
  const attach = vi.spyOn(client.channels.get(channelName), 'attach')
  const { result, rerender } = render(first)
  await waitFor(() => expect(result.current).toBe('attached'))

  rerender({ name: channelName, listener: second })
  await publish('hello')

  await waitFor(() => expect(second).toHaveBeenCalledTimes(1))
  expect(second.mock.calls[0]?.[0]).toMatchObject({ name: 'hello', clientId: 'a:ada' })
  expect(first).not.toHaveBeenCalled()
  expect(attach).toHaveBeenCalledTimes(1)
})

it('receives once in strict mode, and attaches immediately', async () => {
  const listener = vi.fn()
  const { result } = render(listener, { isStrict: true })
  await waitFor(() => expect(result.current).toBe('attached'), { timeout: 2_000 })

  await publish('hello')
  await waitFor(() => expect(listener).toHaveBeenCalled())
  await publish('goodbye')
  await waitFor(() => expect(names(listener)).toEqual(['hello', 'goodbye']))
})

it('keeps the channel for the second component when the first unmounts', async () => {
  const stayed = vi.fn()
  const one = render(vi.fn())
  const two = render(stayed)
  await waitFor(() => expect(two.result.current).toBe('attached'))

  one.unmount()
  await soon()
  await publish('still there')

  await waitFor(() => expect(names(stayed)).toEqual(['still there']))
  expect(two.result.current).toBe('attached')
})

it('leaves no listener, attachment or channel behind', async () => {
  const listener = vi.fn()
  const { result, unmount } = render(listener)
  await waitFor(() => expect(result.current).toBe('attached'))
  const channel = client.channels.get(channelName)

  unmount()

  await waitFor(() => expect(client.channels.all).toEqual({}))
  expect(channel.state).toBe('detached')
  await publish('to nobody')
  await soon()
  expect(listener).not.toHaveBeenCalled()
})

it.each([
  ['in strict mode', { isStrict: true }],
  ['when two shared the channel', { isShared: true }],
])(
  'leaves nothing behind %s',
  async (_case, { isStrict = false, isShared = false }: { isStrict?: boolean; isShared?: boolean }) => {
    const listener = vi.fn()
    const channel = client.channels.get(channelName)
    const components = [render(listener, { isStrict }), ...(isShared ? [render(listener, { isStrict })] : [])]
    await waitFor(() => expect(components[0]?.result.current).toBe('attached'))

    for (const { unmount } of components) unmount()

    await waitFor(() => expect(client.channels.all).toEqual({}))
    expect(channel.state).toBe('detached')
    await publish('to nobody')
    await soon()
    expect(listener).not.toHaveBeenCalled()
  },
)

it('reports a refused channel, and does not throw', async () => {
  client.close()
  expectConsoleError('the capability grants none of the modes')
  client = await realtime.connect('v:vera', { 'test:something-else': ['subscribe'] })
  const { result } = render(vi.fn())
  await waitFor(() => expect(result.current).toBe('failed'))
})

it('can be mounted again while the channel is still being detached', async () => {
  const first = render(vi.fn())
  await waitFor(() => expect(first.result.current).toBe('attached'))
  const channel = client.channels.get(channelName)
  const detaching = channel.once('detaching')
  first.unmount()
  await detaching
  expect(channel.state).toBe('detaching')

  const listener = vi.fn()
  const second = render(listener)

  await waitFor(() => expect(second.result.current).toBe('attached'), { timeout: 2_000 })
  await publish('welcome back')
  await waitFor(() => expect(names(listener)).toEqual(['welcome back']))
})

it('switches channels with the name, and has none for null', async () => {
  const listener = vi.fn()
  const other = `${channelName}-other`
  const { result, rerender } = render(listener)
  await waitFor(() => expect(result.current).toBe('attached'))

  rerender({ name: other, listener })
  await waitFor(() => expect(Object.keys(client.channels.all)).toEqual([other]))
  await waitFor(() => expect(result.current).toBe('attached'))
  await publish('to the old one')
  await publish('to the new one', other)
  await waitFor(() => expect(names(listener)).toEqual(['to the new one']))

  rerender({ name: null, listener })
  await waitFor(() => expect(client.channels.all).toEqual({}))
  expect(result.current).toBe('initialized')
})

it('does nothing without a client', () => {
  const { result } = renderHook(() => useAblyChannel('test:anything', () => {}), {
    wrapper: ({ children }) => <AblyContext value={null}>{children}</AblyContext>,
  })
  expect(result.current).toBe('initialized')
})

it('reports possible gaps: after the first attach, to a second component, after an interruption', async () => {
  const first = vi.fn()
  const one = render(vi.fn(), { onDiscontinuity: first })
  await waitFor(() => expect(first).toHaveBeenCalledTimes(1))
  await waitFor(() => expect(one.result.current).toBe('attached'))

  const second = vi.fn()
  render(vi.fn(), { onDiscontinuity: second })
  await waitFor(() => expect(second).toHaveBeenCalledTimes(1))

  await realtime.replaceServer()
  await waitFor(() => expect(first).toHaveBeenCalledTimes(2), { timeout: 5_000 })
  expect(second).toHaveBeenCalledTimes(2)
})

type Listener = (message: Ably.InboundMessage) => void
type Props = { name: string | null; listener: Listener }
type Options = { isStrict?: boolean; onDiscontinuity?: () => void }

function render(listener: Listener, { isStrict, onDiscontinuity }: Options = {}) {
  const wrapper = ({ children }: { children: ReactNode }) => {
    const inside = <AblyContext value={client}>{children}</AblyContext>
    return isStrict ? <StrictMode>{inside}</StrictMode> : inside
  }
  return renderHook(
    (props: Props) => useAblyChannel(props.name, props.listener, onDiscontinuity ? { onDiscontinuity } : {}),
    { wrapper, initialProps: { name: channelName, listener } as Props },
  )
}

async function publish(name: string, to = channelName): Promise<void> {
  await publisher.channels.get(to).publish(name, null)
}

function names(listener: ReturnType<typeof vi.fn>): string[] {
  return listener.mock.calls.map(([message]) => message.name)
}

/** Longer than a message takes that should not arrive. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100))
}
