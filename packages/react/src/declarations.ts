import type { ReactNode } from 'react'
import type {
  AblyProviderProps,
  ChatConversation,
  PorchlightProviderProps,
  SupportButtonProps,
  UseAblyChannel,
  UserChatBoxProps,
} from './public.js'

export type * from './public.js'

/*
 * The package's exports, as its published declarations name them. `index.test.ts` checks `index.ts` against them.
 */
export declare const PorchlightProvider: (props: PorchlightProviderProps) => ReactNode
export declare const SupportButton: (props: SupportButtonProps) => ReactNode
export declare const UserChatBox: (props: UserChatBoxProps) => ReactNode
export declare const AblyProvider: (props: AblyProviderProps) => ReactNode
export declare const useConversation: () => ChatConversation
export declare const useAblyChannel: UseAblyChannel
