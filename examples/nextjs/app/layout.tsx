import type { ReactNode } from 'react'
import '@porchlight/react/styles.css'
import { SupportButton } from '@porchlight/react'

export const metadata = { title: 'A lamp shop' }

/** Porchlight's address and your site's key: Settings → Sites → Install. */
const PORCHLIGHT_URL = process.env.NEXT_PUBLIC_PORCHLIGHT_URL ?? 'http://localhost:3000'
const PORCHLIGHT_KEY = process.env.NEXT_PUBLIC_PORCHLIGHT_KEY ?? ''

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <SupportButton baseUrl={PORCHLIGHT_URL} siteKey={PORCHLIGHT_KEY} />
      </body>
    </html>
  )
}
