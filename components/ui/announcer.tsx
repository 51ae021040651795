'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { ANNOUNCEMENT_TTL_MS } from '@/client/constants'
import styles from './announcer.module.css'
import { classNames } from './class-names'

type Announcement = { id: number; text: string; isUrgent: boolean }

/** Announces a text to screen readers. An urgent one interrupts the current speech. */
export type Announce = (text: string, options?: { isUrgent?: boolean }) => void

const AnnouncerContext = createContext<Announce>(() => {})

/** Returns the enclosing `<Announcer>`'s function, or a no-op without one. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext)
}

/**
 * Provides two live regions and the function to announce in them. A modal dialog needs its own, because everything outside it is
 * inert.
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

/** Appends a zero-width space to a repeated text, because screen readers skip unchanged content. */
function distinct(text: string, before: readonly Announcement[]): string {
  return before.at(-1)?.text === text ? `${text}\u200b` : text
}
