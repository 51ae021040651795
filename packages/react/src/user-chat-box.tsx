import { Announcer } from '@/components/ui/announcer'
import { UserChatBox as ChatBox } from '@/components/visitor/user-chat-box'
import { ChatSurface } from './chat-surface'
import { usePorchlight } from './porchlight-context'
import type { UserChatBoxProps } from './public'
import { siteTexts } from './public-site'

/** The chat itself, for applications with a button of their own. */
export function UserChatBox({ teamName, ...props }: UserChatBoxProps) {
  const { host, site } = usePorchlight()
  if (site === null) return null
  return (
    <ChatSurface>
      <Announcer>
        <ChatBox
          {...siteTexts(site)}
          {...props}
          {...(teamName !== undefined && { teamName })}
          key={site.key}
          endpoint={site.realtime}
          host={host}
        />
      </Announcer>
    </ChatSurface>
  )
}
