import { useEffect, useState } from 'react'
import { createApi } from '@/client/api'
import { AVAILABILITY_POLL_MS } from '@/client/constants'
import { useIsPageVisible } from './use-is-page-visible'

/** Whether an agent is there, asked again and again while `isWanted` in a visible page; `null` while nobody knows. */
export function useAvailability(isWanted: boolean): boolean | null {
  const [isOnline, setIsOnline] = useState<boolean | null>(null)
  const isAsking = useIsPageVisible() && isWanted

  useEffect(() => {
    if (!isAsking) return
    let isCurrent = true
    const api = createApi({ side: 'visitor' })
    const ask = async () => {
      // Without an answer what was known is better than nothing.
      const answer = await api.availability().catch(() => null)
      if (isCurrent && answer !== null) setIsOnline(answer.online)
    }
    void ask()
    const timer = setInterval(ask, AVAILABILITY_POLL_MS)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [isAsking])

  return isOnline
}
