import { expect, it } from 'vitest'
import { collect, deafen, KEY, killSocket, TestServer, tokenFor, WEAK_KEY } from './server'

const CHANNEL = 'room:1'
const forget = (rest: ReturnType<TestServer['rest']>) =>
  rest.request('delete', `/channels/${CHANNEL}/messages`, 6)

it('clears history and rewind, and the channel goes on', async () => {
  const server = await TestServer.start()
  const rest = server.rest()
  const heard = await collect(server.client().channels.get(CHANNEL))
  await rest.channels.get(CHANNEL).publish('secret', 'before')
  await expect.poll(() => heard.length).toBe(1)

  expect((await forget(rest)).success).toBe(true)

  expect((await rest.channels.get(CHANNEL).history({})).items).toEqual([])
  const rewound = await collect(server.client().channels.get(CHANNEL, { params: { rewind: '2m' } }))
  await rest.channels.get(CHANNEL).publish('news', 'after')
  await expect.poll(() => heard.length).toBe(2)
  await expect.poll(() => rewound.map(({ name }) => name)).toEqual(['news'])
})

it('ends continuity for clients that resume', async () => {
  const server = await TestServer.start()
  const client = server.client()
  const channel = client.channels.get(CHANNEL)
  const heard = await collect(channel)
  const back = new Promise<boolean>((resolve) => {
    channel.on(['attached', 'update'], ({ resumed }) => resolve(resumed))
  })

  deafen(client)
  await server.rest().channels.get(CHANNEL).publish('secret', 'deferred')
  await forget(server.rest())
  killSocket(client)

  expect(await back).toBe(false)
  expect(heard).toEqual([])
})

it.each([
  ['a token', 'token', 40162],
  ['a key without the capability', 'weak', 40160],
])('is refused to %s', async (_, credentials, code) => {
  const server = await TestServer.start()
  const capability = { '*': ['*'] }
  const rest =
    credentials === 'token'
      ? server.rest({ key: '', token: tokenFor({ clientId: 'vera', capability }, KEY) })
      : server.rest({ key: `${WEAK_KEY.name}:${WEAK_KEY.secret}` })

  const answer = await forget(rest)

  expect([answer.success, answer.errorCode]).toEqual([false, code])
})
