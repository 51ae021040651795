'use client'

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { AlertDialog } from 'radix-ui'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Sites } from '@/client/desk/sites'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/agent/controls.module.css'
import type { Site, SiteSighting } from '@/contract/site'
import dialog from '../dialog.module.css'
import styles from './seen-on.module.css'
import { useSightings } from './use-sightings'

const { t } = siteWords

type SeenOnProps = {
  site: Site
  sites: Sites
  onAllow: ((origin: string) => Promise<string | null>) | null
  onSeen: (() => void) | undefined
}

/** At most so many addresses that are not allowed are shown: anyone can make up more. */
const MAX_STRANGERS = 3

/** Whether a page has asked for the chat yet, and from which addresses, among them those that get none. */
export function SeenOn({ site, sites, onAllow, onSeen }: SeenOnProps) {
  const { sightings, now, hasFailed } = useSightings(site.id, sites)
  const isAllowed = ({ origin, wasAllowed }: SiteSighting) =>
    wasAllowed || site.allowedOrigins.includes(origin)
  const allowed = sightings.filter(isAllowed)
  const strangers = sightings.filter((sighting) => !isAllowed(sighting)).slice(0, MAX_STRANGERS)
  const isSeen = allowed.length > 0
  const tellSeen = useEffectEvent(() => onSeen?.())
  useEffect(() => {
    if (isSeen) tellSeen()
  }, [isSeen])
  if (!site.isActive) return null

  return (
    <section aria-labelledby="seen">
      <h2 id="seen">{t('isItThere')}</h2>
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
        <Stranger key={origin} origin={origin} age={ageOf(lastSeenAt, now)} onAllow={onAllow} />
      ))}
    </section>
  )
}

type StrangerProps = {
  origin: string
  age: string
  onAllow: ((origin: string) => Promise<string | null>) | null
}

/** An address that gets no chat, and the way to change that, which asks first: the request may have been made up. */
function Stranger({ origin, age, onAllow }: StrangerProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function allow() {
    if (isBusy || onAllow === null) return
    setIsBusy(true)
    const found = await onAllow(origin)
    setIsBusy(false)
    setProblem(found)
    if (found === null) setIsAsking(false)
  }

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
      {onAllow !== null && (
        <AlertDialog.Root open={isAsking} onOpenChange={setIsAsking}>
          <AlertDialog.Trigger className={controls.secondary}>{t('allowThis')}</AlertDialog.Trigger>
          <AlertDialog.Portal>
            <AlertDialog.Overlay className={dialog.overlay} />
            <AlertDialog.Content className={dialog.dialog}>
              <AlertDialog.Title>{t('isYours')}</AlertDialog.Title>
              <p className={dialog.address} dir="ltr">
                {origin}
              </p>
              <AlertDialog.Description>{t('anyoneCanForge')}</AlertDialog.Description>
              <div role="alert">{problem !== null && <p className={styles.problem}>{problem}</p>}</div>
              <p className={controls.choices}>
                <button
                  type="button"
                  className={controls.button}
                  aria-disabled={isBusy}
                  onClick={() => void allow()}
                >
                  {isBusy ? t('allowing') : t('allowIt')}
                </button>
                <AlertDialog.Cancel className={controls.secondary}>{t('cancel')}</AlertDialog.Cancel>
              </p>
            </AlertDialog.Content>
          </AlertDialog.Portal>
        </AlertDialog.Root>
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
