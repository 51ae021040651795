'use client'

import { useState } from 'react'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { signInPath } from '@/client/desk/account/next-path'
import { AUDIT_PATH, peopleOf } from '@/client/desk/account/people'
import { formatDay, formatExactTime, formatTime } from '@/client/text/format-time'
import { isolated, teamWords } from '@/client/words/settings/words'
import controls from '@/components/controls/controls.module.css'
import { type AuditEntry, type AuditPage, auditActions } from '@/contract/people/audit'
import { useNow } from '@/hooks/browser/use-now'
import styles from './audit.module.css'

const { t } = teamWords

/** The audit log, newest first. Loads older entries on request. */
export function Audit({ selfId, firstPage }: { selfId: string; firstPage: AuditPage }) {
  const [entries, setEntries] = useState(firstPage.data)
  const [cursor, setCursor] = useState(firstPage.nextCursor)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function loadMore() {
    if (cursor === null || isBusy) return
    setIsBusy(true)
    setProblem(null)
    const { value, problem: refusal } = await peopleOf(selfId).audit(cursor)
    setIsBusy(false)
    if (refusal?.code === 'not_authenticated') return window.location.assign(signInPath(AUDIT_PATH))
    if (value === null) return setProblem(sentenceFor(refusal))
    setEntries([...entries, ...value.data])
    setCursor(value.nextCursor)
  }

  return (
    <div className={styles.column}>
      <h1>{t('audit')}</h1>
      <p className={styles.about}>{t('auditAbout')}</p>
      {entries.length === 0 ? (
        <p className={styles.none}>{t('noAudit')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('who')}</th>
              <th scope="col">{t('what')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
      {cursor !== null && (
        <button type="button" className={controls.secondary} aria-disabled={isBusy} onClick={loadMore}>
          {isBusy ? t('loading') : t('more')}
        </button>
      )}
    </div>
  )
}

function Row({ entry }: { entry: AuditEntry }) {
  const now = useNow()
  const date = new Date(entry.at)
  return (
    <tr>
      <td>
        {now !== null && (
          <time dateTime={entry.at} title={formatExactTime(date)}>
            {`${formatDay(date, new Date(now))}, ${formatTime(date)}`}
          </time>
        )}
      </td>
      <td>
        <bdi>{whoOf(entry)}</bdi>
        {entry.actorId !== null && entry.actorName === null && (
          <code className={styles.id}>{entry.actorId}</code>
        )}
      </td>
      <td>
        <span>{whatOf(entry)}</span>
        {entry.subjectName !== null && !isOfTeam(entry) && (
          <bdi className={styles.name}>{entry.subjectName}</bdi>
        )}
        {/* Identifies the subject beyond doubt: names change, and several people may have the same one. */}
        {entry.subjectId !== null && <code className={styles.id}>{entry.subjectId}</code>}
      </td>
    </tr>
  )
}

function whoOf({ action, actorId, actorName }: AuditEntry): string {
  if (actorId !== null) return actorName ?? t('formerMember')
  return action === 'sign_in.refused' ? t('notSignedIn') : t('commandLine')
}

/** Whether the action's text already contains the subject's name. */
function isOfTeam({ action }: AuditEntry): boolean {
  return /^(agent|reset_link|sign_in)\./.test(action)
}

function whatOf({ action, subjectName }: AuditEntry): string {
  const known = auditActions.find((one) => one === action)
  // Recorded by a newer version.
  if (known === undefined) return action
  switch (known) {
    case 'invitation.created':
    case 'invitation.renewed':
    case 'invitation.revoked':
    case 'invitation.accepted':
    case 'agent.signed_in_by_provider':
    case 'agent.joined_by_provider':
      return t(known)
    case 'sign_in.refused':
      return subjectName === null ? t(known) : t('refusedFor', { name: isolated(subjectName) })
    default:
      return t(known, { name: isolated(subjectName ?? t('formerMember')) })
  }
}
