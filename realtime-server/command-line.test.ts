import { describe, expect, it } from 'vitest'
import { readCommandLine, UsageError, usage } from './command-line'
import { defaultLimits, defaultTimings } from './options'

const key = ['--key', 'app.key:secret:with:colons']

describe('the command line', () => {
  it('needs only a key, and has defaults for the rest', () => {
    expect(readCommandLine(key, {})).toEqual({
      help: false,
      host: '127.0.0.1',
      port: 8080,
      options: {
        keys: [{ name: 'app.key', secret: 'secret:with:colons' }],
        provisioning: false,
        allowKeysOverPlainHttp: false,
        namespaces: [],
        limits: {},
        timings: {},
      },
    })
  })

  it('reads keys and a secret from the environment', () => {
    const environment = { REALTIME_KEYS: 'a.b:c,d.e:f', REALTIME_CONNECTION_SECRET: 'g' }
    expect(readCommandLine([], environment)).toMatchObject({
      options: {
        keys: [
          { name: 'a.b', secret: 'c' },
          { name: 'd.e', secret: 'f' },
        ],
        connectionSecret: 'g',
      },
    })
  })

  it('accepts a state file', () => {
    expect(readCommandLine([...key, '--state-file', '/tmp/x'], {})).toMatchObject({
      options: { stateFile: '/tmp/x' },
    })
  })

  it('needs no key with provisioning', () => {
    expect(readCommandLine(['--provisioning'], {})).toMatchObject({
      options: { keys: [], provisioning: true },
    })
  })

  it('accepts namespaces', () => {
    const args = [...key, '--persisted', 'a', '--persisted', 'b', '--mutable-messages', 'b']
    expect(readCommandLine(args, {})).toMatchObject({
      options: {
        namespaces: [
          { id: 'a', persisted: true, mutableMessages: false },
          { id: 'b', persisted: true, mutableMessages: true },
        ],
      },
    })
  })

  it('accepts every limit and timing of the options', () => {
    const args = ['--max-message-size', '1000', '--max-inbound-rate', 'Infinity', '--history-ms', '5']
    expect(readCommandLine([...key, ...args], {})).toMatchObject({
      options: {
        limits: { maxMessageSize: 1000, maxInboundRate: Number.POSITIVE_INFINITY },
        timings: { historyMs: 5 },
      },
    })
    for (const name of Object.keys({ ...defaultLimits, ...defaultTimings })) {
      const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
      expect(usage).toContain(flag)
      expect(() => readCommandLine([...key, flag, '7'], {})).not.toThrow()
    }
  })

  it('prints help even without a key', () => {
    expect(readCommandLine(['--help'], {})).toEqual({ help: true })
  })

  it.each([
    ['no key', []],
    ['an invalid key', ['--key', 'secret']],
    ['an unknown option', [...key, '--fast']],
    ['a port that is not a number', [...key, '--port', 'http']],
    ['a port that is too high', [...key, '--port', '65536']],
    ['a limit that is not a number', [...key, '--max-message-size', '64k']],
    ['an infinite duration', [...key, '--history-ms', 'Infinity']],
    ['a positional argument', [...key, '8080']],
  ])('refuses %s', (_, args) => {
    expect(() => readCommandLine(args, {})).toThrow(UsageError)
  })
})
