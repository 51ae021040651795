import { NoSuchConversation } from './no-such-conversation'

/** For an address that leads to no conversation. The list stays beside it. */
export default function ConversationNotFound() {
  return <NoSuchConversation />
}
