import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import { ThemeScript } from './theme-script'

export const metadata: Metadata = {
  title: 'Porchlight',
  description: 'Live support chat that you run yourself.',
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

/** Every page. The script sets the theme on `<html>` before React compares. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <ThemeScript />
      </head>
      <body>{children}</body>
    </html>
  )
}
