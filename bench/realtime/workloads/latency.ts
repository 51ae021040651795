import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../../statistics'
import { DATA, isDelivery } from '../payload'
import type { Workload } from './workload'

const PER_SECOND = 200
const WARM_UP = 200
const MESSAGES = 800

/** One client publishes at a steady pace, another is told: from the write to the read, in milliseconds. */
export const latency: Workload = {
  name: 'latency',
  rounds: 3,
  async run(server) {
    const publisher = await server.join('room')
    const subscriber = await server.join('room')
    const sentAt: number[] = []
    const delays: number[] = []
    publisher.client.listen(() => {})
    subscriber.client.listen((length) => {
      // Messages keep their order, so the next one to arrive is the oldest one on its way.
      if (isDelivery(length)) delays.push(performance.now() - (sentAt[delays.length] ?? 0))
    })

    const startsAt = performance.now()
    for (let index = 0; index < WARM_UP + MESSAGES; index += 1) {
      await sleep(startsAt + (index * 1000) / PER_SECOND - performance.now())
      sentAt.push(performance.now())
      publisher.publish(DATA)
    }
    while (delays.length < sentAt.length) await sleep(10)

    const measured = delays.slice(WARM_UP)
    return [
      { metric: 'latency at 200/s, p50', unit: 'ms', value: percentile(measured, 0.5), aim: { atMost: 1.1 } },
      {
        metric: 'latency at 200/s, p99',
        unit: 'ms',
        value: percentile(measured, 0.99),
        aim: { atMost: 1.1 },
      },
    ]
  },
}
