import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import '@/components/styles/dialogs.css'
import { agentLanguage } from '@/client/browser/agent-language'
import { addAgentCatalogues } from '@/client/words/agent-words'
import { german } from '@/client/words/german'
import { accountWords } from '@/client/words/settings/account-words'
import { AgentLanguageGate } from '@/components/controls/agent-language-gate'
import { NONCE_HEADER } from '@/contract/http/nonce-header'
import { ThemeScript } from './theme-script'

const { t } = accountWords

// The server registers every catalogue at start, so rendering never waits for one.
addAgentCatalogues('de', german)

export function generateMetadata(): Metadata {
  return { title: 'Porchlight', description: t('description') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // Keeps the composer above a phone's keyboard.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f3f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0c0f' },
  ],
}

/**
 * The root layout. The script sets the theme on `<html>` before React hydrates it. Reading a header opts every page into
 * dynamic rendering, which the nonce requires.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined
  const language = agentLanguage()

  return (
    <html lang={language} suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce} />
      </head>
      <body>
        <div data-page>
          <AgentLanguageGate language={language}>{children}</AgentLanguageGate>
        </div>
      </body>
    </html>
  )
}
