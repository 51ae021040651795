'use client'

import { Mail } from 'lucide-react'
import { isolated, teamWords } from '@/client/words/settings/words'
import { ActionsMenu } from '@/components/controls/actions-menu'
import type { Question } from '@/components/controls/confirm-dialog'
import type { Invitation } from '@/contract/people/people'
import { useNow } from '@/hooks/browser/use-now'
import styles from './people.module.css'
import type { InvitationQuestions } from './people-questions'
import { Written } from './written'

const { t } = teamWords

type InvitationListProps = {
  invitations: readonly Invitation[]
  questions: InvitationQuestions
  onAsk: (question: Question, opener: HTMLElement | null) => void
}

/** The open invitations. */
export function InvitationList({ invitations, questions, onAsk }: InvitationListProps) {
  const now = useNow()
  return (
    <section aria-labelledby="invitations" className={styles.section}>
      <h2 id="invitations">{t('invitations')}</h2>
      {invitations.length === 0 && <p className={styles.hint}>{t('noInvitations')}</p>}
      <ul className={styles.list}>
        {invitations.map((invitation) => {
          const isOver = now !== null && Date.parse(invitation.expiresAt) <= now
          const whose = invitation.email ?? t('anyone')
          return (
            <li key={invitation.id} data-inactive={isOver}>
              <span className={styles.letter}>
                <Mail size={18} aria-hidden="true" />
              </span>
              <div className={styles.who}>
                <p className={styles.name}>
                  <bdi>{whose}</bdi>
                  <span className={invitation.role === 'admin' ? styles.adminChip : styles.chip}>
                    {t(invitation.role)}
                  </span>
                </p>
                <p className={styles.facts}>
                  <Written label={isOver ? t('expired') : t('expires')} time={invitation.expiresAt} />
                  {invitation.invitedBy !== null && (
                    <span>{t('invitedBy', { name: isolated(invitation.invitedBy) })}</span>
                  )}
                </p>
              </div>
              <ActionsMenu
                label={t('actionsFor', { name: isolated(whose) })}
                actions={[
                  { label: t('newLink'), run: (opener) => onAsk(questions.renew(invitation), opener) },
                  { label: t('revoke'), run: (opener) => onAsk(questions.revoke(invitation), opener) },
                ]}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
