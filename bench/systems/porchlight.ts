import * as Ably from 'ably'
import { SIDE_HEADER } from '@/contract/http/side-header'
import { staffConversationChannel } from '@/contract/log/channels'
import { conversationEvent } from '@/contract/log/events'
import { call, mustCall } from '../http'
import { ADMIN, OFFICE, startProduct } from '../product'
import type { BenchConversation, System } from './system'

/** The product as it is built: one process and its embedded PostgreSQL; visitors post, an agent's SDK listens. */
export async function startPorchlight(): Promise<System> {
  const product = await startProduct(OFFICE)
  const { port } = product
  const origin = `http://127.0.0.1:${port}`
  const { cookies } = await mustCall('POST', `${origin}/api/auth/sign-in/email`, { body: ADMIN })
  let agent: Ably.Realtime | undefined

  return {
    name: 'porchlight',
    async openConversations(count) {
      // A connection holds 200 channels: each round listens on a new one.
      agent?.close()
      agent = connect(port, cookies)
      const conversations: BenchConversation[] = []
      for (let index = 0; index < count; index += 1) conversations.push(await openConversation(origin, agent))
      return conversations
    },
    processIds: product.processIds,
    async stop() {
      agent?.close()
      await product.stop()
    },
  }
}

function connect(port: number, cookies: string[]): Ably.Realtime {
  return new Ably.Realtime({
    endpoint: '127.0.0.1',
    port,
    tls: false,
    transports: ['web_socket'],
    disableConnectivityCheck: true,
    logLevel: 0,
    authCallback: (_params, callback) => {
      const headers = { cookie: cookies.join('; '), [SIDE_HEADER]: 'agent' }
      call('GET', `http://127.0.0.1:${port}/api/ably/auth`, { headers }).then(
        (answer) => callback(null, answer.body),
        (error) => callback(String(error), null),
      )
    },
  })
}

async function openConversation(origin: string, agent: Ably.Realtime): Promise<BenchConversation> {
  const headers = { [SIDE_HEADER]: 'visitor' }
  const started = await mustCall('POST', `${origin}/api/support/conversations`, {
    headers,
    body: { clientConversationId: crypto.randomUUID() },
  })
  const { conversationId, conversation } = JSON.parse(started.body)
  const authenticated = { ...headers, cookie: started.cookies.join('; ') }

  let deliver = (_content: string) => {}
  await agent.channels
    .get(staffConversationChannel(conversation.siteId, conversationId))
    .subscribe(({ name, data }) => {
      const event = conversationEvent.parse({ name, data })
      if (event.name !== 'entry.appended' || event.data.entry.kind === 'event') return
      deliver(event.data.entry.content)
    })
  return {
    post: async (content) => {
      await mustCall('POST', `${origin}/api/support/conversations/${conversationId}/messages`, {
        headers: authenticated,
        body: { clientMessageId: crypto.randomUUID(), content },
      })
    },
    onDelivered: (listener) => {
      deliver = listener
    },
  }
}
