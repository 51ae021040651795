import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { warmUp } from './warm-up'

it.each(['0.0.0.0', '127.0.0.1'])(
  'requests the page from a server on %s, by its public name',
  async (address) => {
    const asked: (string | undefined)[] = []
    const server = await listen(address, (request, response) => {
      asked.push(request.headers.host, request.url)
      response.end('<p>')
    })
    await warmUp(server, 'https://chat.example.com:8443', '/sign-in')
    expect(asked).toEqual(['chat.example.com:8443', '/sign-in'])
  },
)

it('does not block start-up if the page fails', async () => {
  const server = await listen('127.0.0.1', (request) => void request.destroy())
  await expect(warmUp(server, 'http://localhost:3000', '/sign-in')).resolves.toBeUndefined()
})

async function listen(address: string, listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, address)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return server
}
