'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { ANNOUNCEMENT_TTL_MS } from '@/client/constants'
import styles from './announcer.module.css'
import { classNames } from './class-names'

type Announcement = { id: number; text: string; isUrgent: boolean }

/** Says something to those who listen. Urgent: at once, in the middle of a word. */
export type Announce = (text: string, options?: { isUrgent?: boolean }) => void

const AnnouncerContext = createContext<Announce>(() => {})

/** How to announce something; without an `<Announcer>` above, nobody hears it. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext)
}

/**
 * Two places in the page that screen readers listen to, and the way to write into them. A modal dialog needs its own
 * inside: what lies outside is silent.
 */
export function Announcer({ children }: { children: ReactNode }) {
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([])
  const nextId = useRef(0)
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>())

  const announce = useCallback<Announce>((text, { isUrgent = false } = {}) => {
    const id = nextId.current++
    setAnnouncements((before) => [...before, { id, text: distinct(text, before), isUrgent }])
    const timer = setTimeout(() => {
      timers.current.delete(timer)
      setAnnouncements((before) => before.filter((announcement) => announcement.id !== id))
    }, ANNOUNCEMENT_TTL_MS)
    timers.current.add(timer)
  }, [])

  useEffect(() => {
    const pending = timers.current
    return () => pending.forEach(clearTimeout)
  }, [])

  return (
    <AnnouncerContext value={announce}>
      {children}
      <div className={classNames('visually-hidden', styles.regions)}>
        <div role="status" aria-live="polite">
          {announcements.filter(({ isUrgent }) => !isUrgent).map(paragraph)}
        </div>
        <div role="alert" aria-live="assertive">
          {announcements.filter(({ isUrgent }) => isUrgent).map(paragraph)}
        </div>
      </div>
    </AnnouncerContext>
  )
}

function paragraph({ id, text }: Announcement) {
  return <p key={id}>{text}</p>
}

/** Screen readers keep silent about a text that they have just read. */
function distinct(text: string, before: readonly Announcement[]): string {
  return before.at(-1)?.text === text ? `${text}\u200b` : text
}
