import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { createWebServer, serve } from './web-server'

it('tells everybody the address of the client, not that of the proxy', async () => {
  const server = createWebServer()
  const handleRequest = vi.fn((_request, response) => response.end())
  const handleUpgrade = vi.fn((_request, socket) => socket.destroy())
  const api = vi.fn((_request, response) => response.end())
  serve(server, {
    api,
    pages: { listener: vi.fn(), handleUpgrade: vi.fn(), close: vi.fn() },
    realtime: { handleRequest, handleUpgrade, close: vi.fn(), stats: vi.fn() },
    clientOf: () => '203.0.113.7',
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const upgrade = request({ port, path: '/?v=6', headers: { connection: 'Upgrade', upgrade: 'websocket' } })
  upgrade.on('error', () => {}).end()
  await new Promise((resolve) => upgrade.once('close', resolve))
  for (const path of ['/channels/x/messages', '/api/x']) await fetch(`http://127.0.0.1:${port}${path}`)
  server.close()

  for (const listener of [handleRequest, handleUpgrade, api])
    expect(listener.mock.calls[0]?.at(-1)).toBe('203.0.113.7')
})
