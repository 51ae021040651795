import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { pool } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { thisPlace } from './postgres/place'
import { EMBEDDED_REALTIME, joinProcesses, type Membership } from './process-registry'

const ably = 'ably app1'
const say = vi.fn()
const onReplaced = vi.fn()

beforeEach(async () => {
  vi.clearAllMocks()
  await emptyDatabase()
})

describe('a database without other processes', () => {
  it('registers a process, which leaves nothing behind', async () => {
    const membership = await join(EMBEDDED_REALTIME)
    expect(await realtimes()).toEqual([EMBEDDED_REALTIME])
    await membership.leave()
    expect(await realtimes()).toEqual([])
    expect(say).not.toHaveBeenCalled()
  })

  it('registers only one of two that start at once', async () => {
    const both = await Promise.allSettled([join(EMBEDDED_REALTIME), join(EMBEDDED_REALTIME)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await realtimes()).toEqual([EMBEDDED_REALTIME])
  })
})

describe('a database that another process serves', () => {
  it.each([
    [EMBEDDED_REALTIME, EMBEDDED_REALTIME],
    [EMBEDDED_REALTIME, ably],
    [ably, EMBEDDED_REALTIME],
    ['ably app1', 'ably app2'],
    ['realtime.example.com app1', 'ably app1'],
  ])('refuses a process with %j alongside one with %j, and names the setting', async (mine, theirs) => {
    await rival(theirs)
    await expect(join(mine)).rejects.toThrow(/process 4711 on elsewhere.*ABLY_API_KEY.*ABLY_ENDPOINT/)
    expect(await realtimes()).toEqual([theirs])
    expect(say).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Waiting for another Porchlight'))
  })

  it('registers many that use the same external service', async () => {
    await rival(ably)
    await join(ably)
    await join(ably)
    expect(await realtimes()).toEqual([ably, ably, ably])
  })

  it('waits for it to leave', async () => {
    const other = await rival(EMBEDDED_REALTIME)
    const joining = join(EMBEDDED_REALTIME, 10_000)
    await vi.waitFor(() => expect(say).toHaveBeenCalled())
    await other.leave()
    await joining
    expect(await realtimes()).toEqual([EMBEDDED_REALTIME])
  })

  it('replaces a process that vanished: elsewhere after watching it, here at once', async () => {
    const gone = await rival(EMBEDDED_REALTIME)
    gone.stopBeating()
    await join(EMBEDDED_REALTIME, 10_000).then((membership) => membership.leave())
    expect(say).toHaveBeenCalledTimes(1)

    for (const pid of [2 ** 22 + 1, process.pid]) {
      const dead = await rival(EMBEDDED_REALTIME, { place: thisPlace(), pid })
      dead.stopBeating()
      await join(EMBEDDED_REALTIME, 0).then((membership) => membership.leave())
    }
    expect(say).toHaveBeenCalledTimes(1)
  })
})

describe('a process whose heartbeat was interrupted', () => {
  it('is told if another one replaced it', async () => {
    await join(EMBEDDED_REALTIME)
    await pool.query('DELETE FROM server_process')
    await rival(EMBEDDED_REALTIME)
    await vi.waitFor(() => expect(onReplaced).toHaveBeenCalledOnce(), { timeout: 5_000 })
    expect(await realtimes()).toEqual([EMBEDDED_REALTIME])
  })

  it('continues if none did', async () => {
    await join(EMBEDDED_REALTIME)
    await pool.query('DELETE FROM server_process')
    await expect.poll(realtimes, { timeout: 5_000 }).toEqual([EMBEDDED_REALTIME])
    expect(onReplaced).not.toHaveBeenCalled()
  })
})

async function join(realtime: string, waitMs = 100): Promise<Membership> {
  const membership = await joinProcesses({ realtime, say, onReplaced, waitMs })
  onTestFinished(() => membership.leave())
  return membership
}

/** The row of another process. */
async function rival(realtime: string, { place = 'another machine', pid = 4711 } = {}) {
  const id = crypto.randomUUID()
  await pool.query(
    `INSERT INTO server_process (id, realtime, place, pid, host) VALUES ($1, $2, $3, $4, 'elsewhere')`,
    [id, realtime, place, pid],
  )
  let isBeating = true
  const beating = (async () => {
    while (isBeating) {
      await pool.query('UPDATE server_process SET beat = beat + 1 WHERE id = $1', [id])
      await sleep(100)
    }
  })()
  const stopBeating = () => {
    isBeating = false
    return beating
  }
  onTestFinished(stopBeating)
  return {
    stopBeating,
    async leave() {
      await stopBeating()
      await pool.query('DELETE FROM server_process WHERE id = $1', [id])
    },
  }
}

async function realtimes(): Promise<string[]> {
  return (await pool.query<{ realtime: string }>('SELECT realtime FROM server_process')).rows.map(
    (row) => row.realtime,
  )
}
