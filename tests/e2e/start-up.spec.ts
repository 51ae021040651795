import { createServer } from 'node:net'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { admin, discardPorchlight, type Porchlight, preparePorchlight } from './support/porchlight'
import { RealtimeProcess } from './support/realtime-process'

test.describe.configure({ mode: 'parallel' })

/** What a start with these settings prints before it ends. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const porchlight = await preparePorchlight(settings, { data: 'nothing' })
  try {
    await porchlight.start()
    throw new Error('it started')
  } catch (error) {
    return String(error)
  } finally {
    await discardPorchlight(porchlight)
  }
}

test('invalid settings end the start with one message that names them all', async () => {
  const message = await refusal({ LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x', ABLY_API_KEY: 'nonsense' })
  expect(message).toContain('These settings need fixing')
  for (const name of ['LOG_LEVEL', 'DATABASE_URL', 'ABLY_API_KEY']) expect(message).toContain(name)
})

test('an unreachable database is reported in one clear sentence, without the password', async () => {
  const message = await refusal({ DATABASE_URL: 'postgresql://someone:s3cret@127.0.0.1:1/porchlight' })
  expect(message).toMatch(/The database at 127\.0\.0\.1:1\/porchlight cannot be reached: .*ECONNREFUSED/)
  expect(message).not.toContain('s3cret')
})

test('an old database is reported in one clear sentence', async () => {
  const old = await fakePostgres('140012')
  const message = await refusal({ DATABASE_URL: `postgresql://someone@127.0.0.1:${old.port}/porchlight` })
  old.close()
  expect(message).toContain('The database is PostgreSQL 14; Porchlight needs 15 or newer')
})

test('a refused Ably key is reported in one clear sentence', async () => {
  const realtime = await RealtimeProcess.prepare()
  await realtime.start()
  const message = await refusal({ ...realtime.settings, ABLY_API_KEY: 'remote.test:another-secret' })
  await realtime.kill()
  expect(message).toContain('The realtime service refuses ABLY_API_KEY')
  expect(message).not.toContain('another-secret')
})

test('a port in use is reported in one clear sentence, and no database is left running', async () => {
  const first = await preparePorchlight()
  await first.start()
  const second = await preparePorchlight({}, { data: 'nothing', port: first.port })
  const message = await second.start().then(
    () => 'it started',
    (error) => String(error),
  )
  expect(message).toContain(`Port ${first.port} is in use`)
  expect(second.isDatabaseRunning()).toBe(false)
  await discardPorchlight(second)
  await discardPorchlight(first)
})

test('after kill -9 the next start just works, and nothing is lost', async ({ request }) => {
  const porchlight = await preparePorchlight()
  await porchlight.start()
  const conversationId = await startConversation(porchlight, request)

  await porchlight.stop('SIGKILL')
  await porchlight.start()

  const answer = await request.get(`${porchlight.url}/api/support/conversations/${conversationId}`, {
    headers: { 'Porchlight-Side': 'visitor' },
  })
  expect((await answer.json()).messages.data).toMatchObject([{ content: 'Are you there?' }])
  await discardPorchlight(porchlight)
})

test('SIGTERM ends it within ten seconds, with a chat open', async ({ page }) => {
  const porchlight = await preparePorchlight()
  await porchlight.start()
  await page.goto(porchlight.url)

  const began = Date.now()
  await porchlight.stop('SIGTERM')

  expect(Date.now() - began).toBeLessThan(10_000)
  expect(porchlight.isDatabaseRunning()).toBe(false)
  await discardPorchlight(porchlight)
})

test('the health check says what is usable, and a database that died is restarted', async ({ request }) => {
  const porchlight = await preparePorchlight()
  await porchlight.start()
  const health = () => request.get(`${porchlight.url}/api/health`)

  const usable = { status: 'ok', database: 'ok', realtime: 'ok', jobs: { failed: 0 } }
  expect(await (await health()).json()).toEqual(usable)

  porchlight.killDatabase()
  const unavailable = { status: 'unavailable', database: 'unavailable', realtime: 'ok' }
  await expect.poll(async () => (await health()).json(), { intervals: [50] }).toEqual(unavailable)
  await expect.poll(async () => (await health()).status()).toBe(200)
  await discardPorchlight(porchlight)
})

test('the first admin from the settings can sign in, and /setup is gone', async ({ page }) => {
  const settings = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password }
  const porchlight = await preparePorchlight(settings, { data: 'nothing' })
  await porchlight.start()
  await page.goto(`${porchlight.url}/setup`)

  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/support\/agent/)
  await discardPorchlight(porchlight)
})

async function startConversation({ url }: Porchlight, request: APIRequestContext): Promise<string> {
  const answer = await request.post(`${url}/api/support/conversations`, {
    data: {
      clientConversationId: crypto.randomUUID(),
      message: { clientMessageId: crypto.randomUUID(), content: 'Are you there?' },
    },
  })
  return (await answer.json()).conversationId
}

/** A server that speaks just enough of PostgreSQL's protocol to report its version. */
function fakePostgres(version: string): Promise<{ port: number; close: () => void }> {
  const message = (type: string, ...parts: (Buffer | string)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const ready = message('Z', 'I')
  const columns = ['version', 'fsync', 'pages', 'commit']
  const describe = Buffer.concat(
    columns.map((name) => Buffer.concat([Buffer.from(`${name}\0`), Buffer.alloc(18)])),
  )
  const values = [version, 'on', 'on', 'on'].map((value) =>
    Buffer.concat([int32(value.length), Buffer.from(value)]),
  )

  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), ready]))
      socket.on('data', (data) => {
        if (data[0] !== 'Q'.charCodeAt(0)) return
        const count = Buffer.from([0, columns.length])
        socket.write(
          Buffer.concat([
            message('T', count, describe),
            message('D', count, ...values),
            message('C', 'SELECT 1\0'),
            ready,
          ]),
        )
      })
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        close: () => server.close(),
      })
    })
  })
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}
