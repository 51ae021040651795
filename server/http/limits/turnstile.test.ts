import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { STRANGERS, Turnstile } from './turnstile'

const bounds = {
  running: { client: 2, network: 3, total: 4 },
  waiting: { client: 5, network: 8, total: 12 },
}
const vera = { network: 'office', client: 'vera' }
const victor = { network: 'office', client: 'victor' }
const wanda = { network: 'home', client: 'wanda' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a turnstile', () => {
  it('limits running requests per client, per network and overall, and queues the rest', async () => {
    const turnstile = new Turnstile(bounds)
    const inside: string[] = []
    for (const caller of [vera, vera, vera, victor, victor, wanda, wanda])
      void enter(turnstile, caller, inside)
    await settled()

    expect(inside).toEqual(['vera', 'vera', 'victor', 'wanda'])
    expect(turnstile.load).toEqual({ running: 4, waiting: 3 })
  })

  it('gives a free slot to the network that has waited longest, not to the longest queue', async () => {
    const turnstile = new Turnstile({ ...bounds, running: { client: 1, network: 1, total: 1 } })
    const inside: string[] = []
    const leave = await turnstile.enter(vera)
    for (const caller of [vera, vera, vera, wanda, victor, vera])
      void enter(turnstile, caller, inside, { andLeave: true })
    leave()
    await settled()

    expect(inside).toEqual(['vera', 'wanda', 'victor', 'vera', 'vera', 'vera'])
    expect(turnstile.load).toEqual({ running: 0, waiting: 0 })
  })

  it('rejects a client, then a network, with too many queued, and from the longest queue if the total is full', async () => {
    const turnstile = new Turnstile({ ...bounds, running: { client: 0, network: 0, total: 0 } })
    const codeOf = (caller: { network: string; client: string }) =>
      Promise.race([turnstile.enter(caller).catch((error) => error.code), settled().then(() => 'waits')])

    expect(await times(6, () => codeOf(vera))).toEqual([...Array(5).fill('waits'), 'rate_limited'])
    expect(await times(4, () => codeOf(victor))).toEqual([...Array(3).fill('waits'), 'rate_limited'])
    expect(await times(4, () => codeOf(wanda))).toEqual(Array(4).fill('waits'))
    expect(await codeOf({ network: 'train', client: 'xenia' })).toBe('waits')
    expect(turnstile.load).toEqual({ running: 0, waiting: 12 })
  })

  it('lets no network be locked out by others: the longest queue gives way, but not to one just as long', async () => {
    const turnstile = new Turnstile({ ...bounds, running: { client: 1, network: 1, total: 1 } })
    const leave = await turnstile.enter({ network: 'first', client: 'first' })
    const codes: string[] = []
    const wait = (network: string) =>
      void turnstile.enter({ network, client: network }).then(
        (exit) => {
          codes.push(`${network} in`)
          exit()
        },
        ({ code }) => codes.push(`${network} ${code}`),
      )
    for (const network of ['a', 'b', 'c']) await times(4, async () => wait(network))
    await settled()
    expect(turnstile.load).toEqual({ running: 1, waiting: 12 })

    for (const network of ['x', 'y', 'x', 'y', 'x', 'y']) wait(network)
    await settled()
    expect(codes.sort()).toEqual([
      'a unavailable',
      'a unavailable',
      'b unavailable',
      'c unavailable',
      'x unavailable',
      'y unavailable',
    ])
    expect(turnstile.load).toEqual({ running: 1, waiting: 12 })
    leave()
    await settled()
    expect(codes.filter((code) => /^[xy] in$/.test(code))).toHaveLength(4)
    expect(turnstile.load).toEqual({ running: 0, waiting: 0 })
  })

  it('rejects requests that have waited too long, and forgets them', async () => {
    const turnstile = new Turnstile({ ...bounds, running: { client: 1, network: 1, total: 1 } })
    const leave = await turnstile.enter(vera)
    const waiting = [vera, wanda].map((caller) => turnstile.enter(caller).catch((error) => error.code))
    await vi.advanceTimersByTimeAsync(10_000)

    expect(await Promise.all(waiting)).toEqual(['unavailable', 'unavailable'])
    leave()
    expect(turnstile.load).toEqual({ running: 0, waiting: 0 })
    ;(await turnstile.enter(wanda))()
  })

  it.each([
    ['blames a caller whose other requests were answered meanwhile', 500, 'rate_limited'],
    ['blames itself where it answers slowly', 5_000, 'unavailable'],
  ])('%s', async (_title, answeredAfterMs, code) => {
    const turnstile = new Turnstile({ ...bounds, waiting: { client: 50, network: 50, total: 50 } })
    const codes: string[] = []
    const ask = async () => {
      const leave = await turnstile.enter(vera)
      setTimeout(leave, answeredAfterMs)
    }
    for (let count = 0; count < 40; count += 1) void ask().catch((error) => codes.push(error.code))
    await vi.advanceTimersByTimeAsync(10_000)

    expect(codes.length).toBeGreaterThan(1)
    expect(new Set(codes)).toEqual(new Set([code]))
  })

  it('gives strangers every other turn, because they may be many people', async () => {
    const turnstile = new Turnstile({ ...bounds, running: { client: 1, network: 1, total: 1 } })
    const inside: string[] = []
    const leave = await turnstile.enter(vera)
    const strangers = { network: 'office', client: STRANGERS }
    const xenia = { network: 'office', client: 'xenia' }
    for (const caller of [vera, victor, xenia, strangers, strangers, strangers, strangers, vera])
      void enter(turnstile, caller, inside, { andLeave: true })
    leave()
    await settled()

    const names = inside.map((name) => (name === STRANGERS ? '?' : name))
    expect(names).toEqual(['?', 'vera', '?', 'victor', '?', 'xenia', '?', 'vera'])
  })

  it('counts leaving only once', async () => {
    const turnstile = new Turnstile(bounds)
    const leave = await turnstile.enter(vera)
    leave()
    leave()
    expect(turnstile.load).toEqual({ running: 0, waiting: 0 })
  })
})

async function enter(
  turnstile: Turnstile,
  caller: { network: string; client: string },
  inside: string[],
  { andLeave = false } = {},
): Promise<void> {
  const leave = await turnstile.enter(caller)
  inside.push(caller.client)
  if (andLeave) leave()
}

async function times<Result>(count: number, ask: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let index = 0; index < count; index += 1) results.push(await ask())
  return results
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}
