import Link from 'next/link'
import controls from '@/components/agent/controls.module.css'
import { can } from '@/contract/policy'
import { useDesk } from './desk-context'

/** How to see the first conversation, when there has never been one. */
export function FirstRun() {
  const { self } = useDesk()
  return (
    <>
      <p>
        Open the demo shop in another tab and press the button in its corner. What you write there appears
        here.
      </p>
      <p>
        {/* Not a link of Next's: it opens another tab. */}
        <a className={controls.button} href="/" target="_blank" rel="noopener">
          Open the demo shop
        </a>
      </p>
      {can(self, 'manage_sites') && (
        <p>
          <Link href="/setup" prefetch={false}>
            Put the chat on your site
          </Link>
        </p>
      )}
    </>
  )
}
