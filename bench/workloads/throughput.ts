import { setTimeout as sleep } from 'node:timers/promises'
import type { Workload } from './workload'

const CONVERSATIONS = 100
const SECONDS = 8

/** Messages a second from end to end: every conversation posts its next message when the last one is acknowledged. */
export const throughput: Workload = {
  name: 'throughput',
  rounds: 2,
  async run(system) {
    const conversations = await system.openConversations(CONVERSATIONS)
    let delivered = 0
    let posted = 0
    for (const conversation of conversations) {
      conversation.onDelivered(() => {
        delivered += 1
      })
    }

    const endsAt = performance.now() + SECONDS * 1000
    await Promise.all(
      conversations.map(async (conversation) => {
        while (performance.now() < endsAt) {
          await conversation.post('How long does delivery take to Portugal?')
          posted += 1
        }
      }),
    )
    const deliveredInTime = delivered
    await waitUntil(() => delivered === posted)
    return [
      { metric: 'messages delivered', unit: '/s', value: deliveredInTime / SECONDS, aim: { atLeast: 0.5 } },
    ]
  },
}

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 50) {
    if (waited > 20_000) throw new Error('not all messages arrived')
    await sleep(50)
  }
}
