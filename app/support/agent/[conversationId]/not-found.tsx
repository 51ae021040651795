import { NoSuchConversation } from '@/components/desk/conversation/no-such-conversation'

/** For an address that leads to no conversation. The list stays beside it. */
export default function ConversationNotFound() {
  return <NoSuchConversation />
}
