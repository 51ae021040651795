import { setTimeout as sleep } from 'node:timers/promises'
import { joinMany } from '../join-many'
import type { Workload } from './workload'

const CLIENTS = 5_000
const SETTLE_MS = 1_000

/** All clients are dropped and reconnect at once, two to a channel: milliseconds until all are attached again. */
export const storm: Workload = {
  name: 'storm',
  rounds: 3,
  async run(server) {
    const channels = Array.from({ length: CLIENTS }, (_, index) => `room:${Math.floor(index / 2)}`)
    const members = await joinMany(server, channels)
    await sleep(SETTLE_MS)

    const cpuBefore = server.cpuMicroseconds()
    const startedAt = performance.now()
    for (const { client } of members) client.destroy()
    await joinMany(
      server,
      channels,
      members.map(({ session }) => session),
    )
    const value = performance.now() - startedAt
    const cpu = (server.cpuMicroseconds() - cpuBefore) / CLIENTS
    return [
      { metric: '5,000 back at once', unit: 'ms', value, aim: { atMost: 1.3 } },
      { metric: '  server CPU each', unit: 'µs', value: cpu },
    ]
  },
}
