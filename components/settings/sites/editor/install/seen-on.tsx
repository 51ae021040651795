'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Sites } from '@/client/desk/sites/sites'
import { siteWords } from '@/client/words/settings/site-words'
import { ConfirmDialog, type Question } from '@/components/controls/confirm-dialog'
import controls from '@/components/controls/controls.module.css'
import type { Site, SiteSighting } from '@/contract/sites/site'
import styles from './seen-on.module.css'
import { useSightings } from './use-sightings'

const { t } = siteWords

type SeenOnProps = {
  site: Site
  sites: Sites
  onAllow: ((origin: string) => Promise<string | null>) | null
  onSeen: (() => void) | undefined
}

/** The maximum number of origins shown that are not allowed. Anyone can forge requests from more. */
const MAX_STRANGERS = 3

/** The origins that have requested the chat, including those that are not allowed. */
export function SeenOn({ site, sites, onAllow, onSeen }: SeenOnProps) {
  const { sightings, now, hasFailed } = useSightings(site.id, sites)
  const [question, setQuestion] = useState<Question | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const isAllowed = ({ origin, wasAllowed }: SiteSighting) =>
    wasAllowed || site.allowedOrigins.includes(origin)
  const allowed = sightings.filter(isAllowed)
  const strangers = sightings.filter((sighting) => !isAllowed(sighting)).slice(0, MAX_STRANGERS)
  const isSeen = allowed.length > 0
  const reportSeen = useEffectEvent(() => onSeen?.())
  useEffect(() => {
    if (isSeen) reportSeen()
  }, [isSeen])
  if (!site.isActive) return null

  function ask(origin: string, from: HTMLElement) {
    opener.current = from
    setQuestion({
      title: t('isYours'),
      address: origin,
      about: t('anyoneCanForge'),
      confirmLabel: t('allowIt'),
      confirm: async () => onAllow?.(origin) ?? null,
    })
  }

  return (
    <section aria-labelledby="seen">
      <h2 ref={heading} id="seen" tabIndex={-1}>
        {t('isItThere')}
      </h2>
      <div role="status">
        {!isSeen && (
          <p className={styles.waiting}>
            <i aria-hidden="true" />
            <span>{hasFailed ? t('noAnswer') : t('waiting')}</span>
          </p>
        )}
        {allowed.slice(0, 1).map(({ origin }) => (
          <p key={origin} className="visually-hidden">
            {t('seenOn', { host: hostOf(origin) })}
          </p>
        ))}
      </div>
      {isSeen && (
        <ul className={styles.seen}>
          {allowed.slice(0, 5).map(({ origin, lastSeenAt }) => (
            <li key={origin}>
              <CircleCheck size={18} aria-hidden="true" />
              <span>{t('seenOn', { host: hostOf(origin) })}</span>
              <span className={styles.when}>{ageOf(lastSeenAt, now)}</span>
            </li>
          ))}
        </ul>
      )}
      {strangers.map(({ origin, lastSeenAt }) => (
        <Stranger key={origin} origin={origin} age={ageOf(lastSeenAt, now)} onAsk={onAllow && ask} />
      ))}
      <ConfirmDialog
        question={question}
        onClose={() => setQuestion(null)}
        // Once the origin is allowed, its button no longer exists.
        returnFocus={() => (opener.current?.isConnected ? opener.current : heading.current)}
      />
    </section>
  )
}

type StrangerProps = {
  origin: string
  age: string
  onAsk: ((origin: string, from: HTMLElement) => void) | null
}

/** An origin that is not allowed, with a button to allow it, which asks for confirmation because requests can be forged. */
function Stranger({ origin, age, onAsk }: StrangerProps) {
  return (
    <div className={styles.stranger}>
      <p className={styles.strange}>
        <TriangleAlert size={18} aria-hidden="true" />
        <span>{t('strangerAbout')}</span>
      </p>
      <p className={styles.address} dir="ltr">
        {origin}
      </p>
      <p>{age}</p>
      {onAsk !== null && (
        <button
          type="button"
          className={controls.secondary}
          onClick={(event) => onAsk(origin, event.currentTarget)}
        >
          {t('allowThis')}
        </button>
      )}
    </div>
  )
}

function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '')
}

function ageOf(time: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000))
  if (seconds < 60) return t('secondsAgo', { number: String(seconds) })
  if (seconds < 3_600) return t('minutesAgo', { number: String(Math.floor(seconds / 60)) })
  return seconds < 86_400
    ? t('hoursAgo', { number: String(Math.floor(seconds / 3_600)) })
    : t('daysAgo', { number: String(Math.floor(seconds / 86_400)) })
}
