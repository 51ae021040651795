import { useEffect, useState } from 'react'
import { createApi } from '@/client/api'
import { AVAILABILITY_POLL_MS } from '@/client/constants'
import { useIsPageVisible } from './use-is-page-visible'

/**
 * Whether an agent is there, asked again and again while `isWanted` in a visible page; `null` while nobody knows.
 *
 * @param sign asked at once when it changes: an answer is a sign that somebody came
 */
export function useAvailability(isWanted: boolean, sign: string | null): boolean | null {
  const [isOnline, setIsOnline] = useState<boolean | null>(null)
  const isAsking = useIsPageVisible() && isWanted

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sign is a reason to ask, whatever it says
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
  }, [isAsking, sign])

  return isOnline
}
