import { SupportButton as Launcher } from '@/components/visitor/support-button'
import { ChatSurface } from './chat-surface'
import { PorchlightProvider, usePorchlight } from './porchlight-context'
import type { SupportButtonProps } from './public'
import { siteTexts } from './public-site'

/**
 * The button in the corner that opens the chat. It appears once Porchlight has answered, never opens by itself, and loads the
 * chat on hover, focus or press.
 */
export function SupportButton({ baseUrl, siteKey, teamName }: SupportButtonProps) {
  if (baseUrl === undefined || siteKey === undefined) return <ProvidedButton teamName={teamName} />
  return (
    <PorchlightProvider baseUrl={baseUrl} siteKey={siteKey}>
      <ProvidedButton teamName={teamName} />
    </PorchlightProvider>
  )
}

function ProvidedButton({ teamName }: { teamName: string | undefined }) {
  const { host, site } = usePorchlight()
  if (site === null) return null
  return (
    <ChatSurface>
      <Launcher
        {...siteTexts(site)}
        {...(teamName !== undefined && { teamName })}
        key={site.key}
        endpoint={site.realtime}
        host={host}
      />
    </ChatSurface>
  )
}
