import { useEffect, useState } from 'react'
import type { Sites } from '@/client/desk/sites/sites'
import type { SiteSighting } from '@/contract/sites/site'

/** The polling intervals: at first, while the admin is probably waiting, and later. In milliseconds. */
const EAGER_MS = 3_000
const CALM_MS = 15_000
const EAGER_FOR_MS = 5 * 60_000

/**
 * Polls where the site was seen, while this page is visible.
 *
 * @returns also `now`, the server's time in epoch milliseconds, which ticks between responses
 */
export function useSightings(
  siteId: string,
  sites: Sites,
): { sightings: readonly SiteSighting[]; now: number; hasFailed: boolean } {
  const [sightings, setSightings] = useState<readonly SiteSighting[]>([])
  const [hasFailed, setHasFailed] = useState(false)
  const [skew, setSkew] = useState(0)
  const [now, setNow] = useState(() => Date.now())

  useEffect(() => {
    const began = Date.now()
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined

    async function load() {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      const { value } = await sites.sightings(siteId)
      if (isOver) return
      setHasFailed(value === null)
      if (value !== null) {
        setSightings(value.data)
        setSkew(Date.parse(value.at) - Date.now())
        setNow(Date.now())
      }
      const isEager = value !== null && Date.now() - began < EAGER_FOR_MS
      clearTimeout(timer)
      timer = setTimeout(load, isEager ? EAGER_MS : CALM_MS)
    }

    const poll = () => void load()
    document.addEventListener('visibilitychange', poll)
    poll()
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', poll)
    }
  }, [siteId, sites])

  useEffect(() => {
    const ticker = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(ticker)
  }, [])

  return { sightings, now: now + skew, hasFailed }
}
