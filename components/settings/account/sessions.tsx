'use client'

import { useState } from 'react'
import { announceAgent } from '@/client/api/signed-in-agent'
import type { accountOf } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { ACCOUNT_PATH, signInPath } from '@/client/desk/account/next-path'
import { browserInWords } from '@/client/desk/browser-in-words'
import { formatDay, formatExactTime, formatTime } from '@/client/text/format-time'
import { accountWords } from '@/client/words/settings/account-words'
import controls from '@/components/controls/controls.module.css'
import type { AgentSession } from '@/contract/people/account'
import { useNow } from '@/hooks/browser/use-now'
import styles from './account.module.css'

const { t } = accountWords

type SessionsProps = {
  sessions: readonly AgentSession[]
  account: ReturnType<typeof accountOf>
  onEnded: (count: number) => Promise<void>
}

/** The agent's sessions, with buttons to end them. */
export function Sessions({ sessions, account, onEnded }: SessionsProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function end(request: ReturnType<typeof account.endSession>, isEverywhere = false) {
    setIsBusy(true)
    setProblem(null)
    const { value, problem } = await request
    setIsBusy(false)
    if (problem?.code === 'not_authenticated') return leave()
    if (problem?.code === 'not_found') return onEnded(1)
    if (problem !== null) return setProblem(sentenceFor(problem))
    return isEverywhere ? leave() : onEnded(value.endedSessions)
  }

  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions')}</h2>
      <p>{t('sessionsAbout')}</p>
      <ul className={styles.sessions}>
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <p className={styles.browser}>
                <strong>
                  {session.browser === null ? t('unknownBrowser') : browserInWords(session.browser)}
                </strong>
                {session.isCurrent && <span className={styles.current}>{t('thisBrowser')}</span>}
              </p>
              <Times session={session} />
            </div>
            {!session.isCurrent && (
              <button
                type="button"
                className={controls.secondary}
                disabled={isBusy}
                aria-label={t('endIn', {
                  browser: session.browser === null ? t('anUnknownBrowser') : browserInWords(session.browser),
                })}
                onClick={() => end(account.endSession(session.id))}
              >
                {t('end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
      <div className={styles.actions}>
        {sessions.some(({ isCurrent }) => !isCurrent) && (
          <button
            type="button"
            className={controls.secondary}
            disabled={isBusy}
            onClick={() => end(account.endSessions({ keepCurrent: true }))}
          >
            {t('endOthers')}
          </button>
        )}
        <button
          type="button"
          className={controls.secondary}
          disabled={isBusy}
          onClick={() => end(account.endSessions({ keepCurrent: false }), true)}
        >
          {t('signOutEverywhere')}
        </button>
      </div>
    </section>
  )
}

/** Empty on the server, which does not know the reader's time zone. */
function Times({ session: { createdAt, lastUsedAt } }: { session: AgentSession }) {
  const now = useNow()
  if (now === null) return <p className={styles.times}>{'\u00a0'}</p>

  return (
    <p className={styles.times}>
      <span>
        <span>{t('signedIn')}</span>
        <Written time={createdAt} now={now} />
      </span>{' '}
      <span>
        <span>{t('lastUsed')}</span>
        <Written time={lastUsedAt} now={now} />
      </span>
    </p>
  )
}

function Written({ time, now }: { time: string; now: number }) {
  const date = new Date(time)
  return (
    <time dateTime={time} title={formatExactTime(date)}>
      {`${formatDay(date, new Date(now))}, ${formatTime(date)}`}
    </time>
  )
}

function leave(): void {
  announceAgent(null)
  window.location.assign(signInPath(ACCOUNT_PATH))
}
