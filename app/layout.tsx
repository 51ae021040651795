import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import { accountWords } from '@/client/words/settings/account-words'
import { NONCE_HEADER } from '@/contract/http/nonce-header'
import { ThemeScript } from './theme-script'

const { t } = accountWords

export const metadata: Metadata = {
  title: 'Porchlight',
  description: t('description'),
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

  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce} />
      </head>
      <body>{children}</body>
    </html>
  )
}
