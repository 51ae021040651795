import { NoSuchConversation } from '@/components/desk/conversation/no-such-conversation'

/** Shown for an unknown conversation, next to the list. */
export default function ConversationNotFound() {
  return <NoSuchConversation />
}
