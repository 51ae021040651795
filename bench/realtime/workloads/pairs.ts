import { joinMany } from '../join-many'
import { DATA, isDelivery } from '../payload'
import type { Member } from '../server'
import { sustained, type Traffic } from './sustained'
import type { Workload } from './workload'

const CHANNELS = 2_000

/**
 * The load of a support chat: many channels, with a visitor and an agent on each. Each visitor publishes over their own
 * connection, and publishes the next message once both have received the last.
 */
export const pairs: Workload = {
  name: 'pairs',
  rounds: 3,
  async run(server) {
    const names = Array.from({ length: CHANNELS }, (_, index) => `support:conversation:${index}`)
    const members = await joinMany(server, [...names, ...names])
    let isStopped = false
    const traffic: Traffic = {
      delivered: 0,
      expected: 0,
      stop: () => {
        isStopped = true
      },
    }
    const converse = (visitor: Member, agent: Member) => {
      let missing = 0
      const say = () => {
        if (isStopped) return
        missing = 2
        traffic.expected += 2
        visitor.publish(DATA)
      }
      const hear = (length: number) => {
        if (!isDelivery(length)) return
        traffic.delivered += 1
        missing -= 1
        if (missing === 0) say()
      }
      visitor.client.listen(hear)
      agent.client.listen(hear)
      say()
    }
    for (let index = 0; index < CHANNELS; index += 1) {
      converse(members[index] as Member, members[CHANNELS + index] as Member)
    }

    const { rate, cpu } = await sustained(server, traffic)
    return [
      { metric: '2,000 channels of two, delivered', unit: '/s', value: rate, aim: { atLeast: 1.3 } },
      { metric: '  server CPU each', unit: 'µs', value: cpu },
    ]
  },
}
