import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { env, execPath } from 'node:process'
import * as Ably from 'ably'
import { describe, expect, it, onTestFinished } from 'vitest'

/** The server in a process of its own, with its output. */
function run(...args: string[]) {
  const child: ChildProcess = spawn(execPath, ['scripts/realtime.mjs', ...args], {
    env: { ...env, REALTIME_KEYS: 'alone1.main:secret' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = { out: '', error: '' }
  child.stdout?.on('data', (text) => {
    printed.out += text
  })
  child.stderr?.on('data', (text) => {
    printed.error += text
  })
  return { child, printed, ended: once(child, 'close').then(([code]) => code as number) }
}

describe('the standalone server', { timeout: 60_000 }, () => {
  it('prints where it listens, serves the SDK, and stops on a signal', async () => {
    const { child, printed, ended } = run('--port', '0')
    await expect.poll(() => printed.out, { timeout: 30_000 }).toMatch(/port: \d+/)
    const port = Number(/port: (\d+)/.exec(printed.out)?.[1])

    const rest = new Ably.Rest({ key: 'alone1.main:secret', endpoint: '127.0.0.1', port, tls: false })
    await rest.channels.get('room').publish('text', 'Hello')
    expect((await rest.channels.get('room').history()).items).toMatchObject([{ data: 'Hello' }])

    await expect(rest.push.admin.publish({ clientId: 'vera' }, {})).rejects.toMatchObject({
      code: 40400,
      statusCode: 404,
    })

    const second = run('--port', String(port))
    expect(await second.ended).toBe(1)
    expect(second.printed.error).toContain(`Port ${port} is in use`)

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('prints help, and what is wrong with an option', async () => {
    const [help, wrong] = [run('--help'), run('--fast')]
    expect(await help.ended).toBe(0)
    expect(help.printed.out).toContain('--max-message-size')
    expect(await wrong.ended).toBe(1)
    expect(wrong.printed.error).toContain('--fast')
  })
})
