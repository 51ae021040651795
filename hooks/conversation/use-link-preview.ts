import { useCallback, useEffect, useState } from 'react'
import type { AccountProblem, Result } from '@/client/desk/account/account'
import { useLinkToken } from '../browser/use-link-token'

/** The state of a link's preview. */
export type LinkPreview<Value> =
  | { state: 'waiting' }
  | { state: 'missing' }
  | { state: 'open'; token: string; value: Value }
  | { state: 'refused'; problem: AccountProblem; retry: () => void }

/**
 * Requests what the link in the URL is for.
 *
 * @param ask a stable function
 */
export function useLinkPreview<Value>(ask: (token: string) => Promise<Result<Value>>): LinkPreview<Value> {
  const token = useLinkToken()
  const [answer, setAnswer] = useState<{ token: string; result: Result<Value> } | null>(null)
  const [tries, setTries] = useState(0)
  const retry = useCallback(() => {
    setAnswer(null)
    setTries((count) => count + 1)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry repeats the request
  useEffect(() => {
    if (token === null || token === '') return
    let isOver = false
    void ask(token).then((result) => {
      if (!isOver) setAnswer({ token, result })
    })
    return () => {
      isOver = true
    }
  }, [token, ask, tries])

  if (token === '') return { state: 'missing' }
  if (token === null || answer?.token !== token) return { state: 'waiting' }
  const { value, problem } = answer.result
  return problem === null ? { state: 'open', token, value } : { state: 'refused', problem, retry }
}
