import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../../statistics'
import { DATA, isDelivery } from '../payload'
import type { Member } from '../server'
import type { Workload } from './workload'

const PER_SECOND = 200
const MESSAGES = 1_000
/** Messages sent before measuring, so that the server's code is compiled. */
const WARM_UP = 5_000

/** One client publishes at a steady pace, another receives: milliseconds from write to read. */
export const latency: Workload = {
  name: 'latency',
  rounds: 3,
  async run(server) {
    const publisher = await server.join('room')
    const subscriber = await server.join('room')
    publisher.client.listen(() => {})
    await sayOneAfterAnother(WARM_UP, publisher, subscriber)

    const sentAt: number[] = []
    const delays: number[] = []
    subscriber.client.listen((length) => {
      // Messages arrive in order, so this one is the oldest in transit.
      if (isDelivery(length)) delays.push(performance.now() - (sentAt[delays.length] ?? 0))
    })

    const startsAt = performance.now()
    for (let index = 0; index < MESSAGES; index += 1) {
      await sleep(startsAt + (index * 1000) / PER_SECOND - performance.now())
      sentAt.push(performance.now())
      publisher.publish(DATA)
    }
    while (delays.length < sentAt.length) await sleep(10)

    return [
      { metric: 'latency at 200/s, p50', unit: 'ms', value: percentile(delays, 0.5), aim: { atMost: 1.1 } },
      {
        metric: 'latency at 200/s, p99',
        unit: 'ms',
        value: percentile(delays, 0.99),
        aim: { atMost: 1.1 },
      },
    ]
  },
}

function sayOneAfterAnother(count: number, publisher: Member, subscriber: Member): Promise<void> {
  return new Promise((resolve) => {
    let left = count
    subscriber.client.listen((length) => {
      if (!isDelivery(length)) return
      left -= 1
      if (left === 0) resolve()
      else publisher.publish(DATA)
    })
    publisher.publish(DATA)
  })
}
