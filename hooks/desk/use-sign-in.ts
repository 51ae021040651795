import { useEffect } from 'react'
import { signInPath } from '@/client/desk/account/next-path'

/** When the session has ended, goes to the sign-in page, which returns to this URL. Drafts stay in the browser. */
export function useSignIn(isSessionOver: boolean): void {
  useEffect(() => {
    if (isSessionOver) window.location.assign(signInPath(window.location.pathname + window.location.search))
  }, [isSessionOver])
}
