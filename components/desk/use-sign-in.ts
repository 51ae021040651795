import { useEffect } from 'react'
import { signInPath } from '@/client/desk/account/next-path'

/** When the session is over: asks to sign in, and comes back to this very place. Drafts wait in the browser. */
export function useSignIn(isSessionOver: boolean): void {
  useEffect(() => {
    if (isSessionOver) window.location.assign(signInPath(window.location.pathname + window.location.search))
  }, [isSessionOver])
}
