import { joinMany } from '../join-many'
import { DATA, isDelivery } from '../payload'
import { sustained, type Traffic } from './sustained'
import type { Workload } from './workload'

const SUBSCRIBERS = 1_000

/** Messages in transit. */
const ON_THE_WAY = 64

/**
 * One channel, many subscribers. A separate client publishes over its own connection, as fast as messages reach all
 * subscribers.
 */
export const fanOut: Workload = {
  name: 'fan-out',
  rounds: 3,
  async run(server) {
    const members = await joinMany(server, Array<string>(SUBSCRIBERS).fill('room'))
    const publisher = await server.join('elsewhere')
    publisher.client.listen(() => {})
    let isStopped = false
    const traffic: Traffic = {
      delivered: 0,
      expected: 0,
      stop: () => {
        isStopped = true
      },
    }
    const publish = () => {
      if (isStopped) return
      traffic.expected += SUBSCRIBERS
      publisher.publish(DATA, 'room')
    }
    const hear = (length: number) => {
      if (!isDelivery(length)) return
      traffic.delivered += 1
      if (traffic.delivered % SUBSCRIBERS === 0) publish()
    }
    for (const { client } of members) client.listen(hear)
    for (let count = 0; count < ON_THE_WAY; count += 1) publish()

    const { rate, cpu } = await sustained(server, traffic)
    return [
      { metric: 'one channel of 1,000, delivered', unit: '/s', value: rate, aim: { atLeast: 7 } },
      { metric: '  server CPU each', unit: 'µs', value: cpu },
    ]
  },
}
