import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import { agentLanguage } from '@/client/browser/agent-language'
import { addAgentCatalogues } from '@/client/words/agent-words'
import { german } from '@/client/words/german'
import { accountWords } from '@/client/words/settings/account-words'
import { AgentLanguageGate } from '@/components/controls/agent-language-gate'
import { NONCE_HEADER } from '@/contract/http/nonce-header'
import { ThemeScript } from './theme-script'

const { t } = accountWords

// The server has them all: what it draws waits for none.
addAgentCatalogues('de', german)

export function generateMetadata(): Metadata {
  return { title: 'Porchlight', description: t('description') }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // A phone's keyboard then leaves the composer on the screen.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f3f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0c0f' },
  ],
}

/**
 * Every page. The script sets the theme on `<html>` before React compares. Reading a header makes every page one that is
 * drawn when it is asked for, as its nonce must be.
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
        <AgentLanguageGate language={language}>{children}</AgentLanguageGate>
      </body>
    </html>
  )
}
