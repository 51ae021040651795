import { setTimeout as sleep } from 'node:timers/promises'
import { joinMany } from '../join-many'
import type { Workload } from './workload'

const CONNECTIONS = 10_000
/** Connections opened before measuring, so that the server's code is compiled. */
const WARM_UP = 4_000
const SETTLE_MS = 3_000

/** How fast connections are accepted and attached, two to a channel, and how much memory each takes while idle. */
export const idle: Workload = {
  name: 'idle',
  rounds: 3,
  async run(server) {
    await joinMany(server, channelNames('warm-up', WARM_UP))
    await sleep(SETTLE_MS)
    const before = { bytes: server.residentBytes(), cpu: server.cpuMicroseconds() }

    const startedAt = performance.now()
    const members = await joinMany(server, channelNames('room', CONNECTIONS))
    const seconds = (performance.now() - startedAt) / 1000
    const cpu = (server.cpuMicroseconds() - before.cpu) / CONNECTIONS
    for (const { client } of members) client.listen(() => {})
    await sleep(SETTLE_MS)

    const kilobytes = (server.residentBytes() - before.bytes) / CONNECTIONS / 1024
    return [
      { metric: 'memory of an idle connection', unit: 'kB', value: kilobytes, aim: { atMost: 1.5 } },
      { metric: 'connections accepted', unit: '/s', value: CONNECTIONS / seconds, aim: { atLeast: 0.8 } },
      { metric: '  server CPU each', unit: 'µs', value: cpu },
    ]
  },
}

function channelNames(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}:${Math.floor(index / 2)}`)
}
