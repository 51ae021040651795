import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../statistics'
import type { Workload } from './workload'

const MESSAGES = 300
const PER_SECOND = 20
const WARM_UP = 40

/** From the POST to the other side, at the pace of a busy team. */
export const latency: Workload = {
  name: 'latency',
  rounds: 2,
  async run(system) {
    const [conversation] = await system.openConversations(1)
    if (conversation === undefined) throw new Error('no conversation')

    const sentAt = new Map<string, number>()
    const delays: number[] = []
    conversation.onDelivered((content) => {
      const sent = sentAt.get(content)
      if (sent !== undefined) delays.push(performance.now() - sent)
    })
    for (let index = 0; index < WARM_UP + MESSAGES; index += 1) {
      const content = `message ${index}`
      if (index >= WARM_UP) sentAt.set(content, performance.now())
      await Promise.all([conversation.post(content), sleep(1000 / PER_SECOND)])
    }
    await sleep(500)
    if (delays.length !== MESSAGES)
      throw new Error(`${system.name} delivered ${delays.length} of ${MESSAGES}`)

    return [
      { metric: 'POST to delivery, p50', unit: 'ms', value: percentile(delays, 0.5), aim: { atMost: 1.5 } },
      { metric: 'POST to delivery, p99', unit: 'ms', value: percentile(delays, 0.99), aim: { atMost: 2 } },
    ]
  },
}
