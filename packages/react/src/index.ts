import { useAblyChannel as useChannel } from '@/hooks/use-ably-channel'
import type { UseAblyChannel } from './public'

export { AblyProvider, useConversation } from './ably-provider'
export { PorchlightProvider } from './porchlight-context'
export { SupportButton } from './support-button'
export { UserChatBox } from './user-chat-box'

/** Calls `onMessage` for every message on the channel while the component is mounted. Returns the channel's state. */
export const useAblyChannel: UseAblyChannel = useChannel
