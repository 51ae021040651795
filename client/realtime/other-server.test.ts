import { expect, it, vi } from 'vitest'
import { createApi } from '@/client/api/api'
import { fetchRealtimeToken } from './realtime-token'

const TOKEN = 'aa.bb.cc'

it('sends requests to another server by its origin, without cookies', async () => {
  const fetch = vi.fn(async (..._: Parameters<typeof globalThis.fetch>) => Response.json({ online: true }))
  await createApi({ side: 'visitor', server: 'https://chat.example', fetch }).getAvailability()
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('https://chat.example/api/support/availability')
  expect(init).toMatchObject({ credentials: 'omit' })
})

it('requests realtime tokens from it, too', async () => {
  const fetch = vi.fn(async (..._: Parameters<typeof globalThis.fetch>) => new Response(TOKEN))
  expect(await fetchRealtimeToken({ side: 'visitor', server: 'https://chat.example' }, fetch)).toBe(TOKEN)
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('https://chat.example/api/ably/auth')
  expect(init).toMatchObject({ credentials: 'omit' })
})

it('leaves cookies to the browser on the server’s own page', async () => {
  const fetch = vi.fn(async (..._: Parameters<typeof globalThis.fetch>) => Response.json({ online: true }))
  await createApi({ side: 'visitor', fetch }).getAvailability()
  const [url, init] = fetch.mock.calls[0] ?? []
  expect(url).toBe('/api/support/availability')
  expect(init).not.toHaveProperty('credentials')
})
