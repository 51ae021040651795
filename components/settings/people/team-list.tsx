'use client'

import { isolated, teamWords } from '@/client/words/settings/words'
import { ActionsMenu, type MenuAction } from '@/components/controls/actions-menu'
import type { Question } from '@/components/controls/confirm-dialog'
import { Avatar } from '@/components/ui/avatar'
import type { TeamMember } from '@/contract/people/people'
import styles from './people.module.css'
import type { MemberQuestions } from './people-questions'
import { Written } from './written'

const { t } = teamWords

type TeamListProps = {
  team: readonly TeamMember[]
  selfId: string
  questions: MemberQuestions
  onAsk: (question: Question, opener: HTMLElement | null) => void
  onReactivate: (member: TeamMember) => void
}

/** The team members, each with a menu of actions. */
export function TeamList({ team, selfId, questions, onAsk, onReactivate }: TeamListProps) {
  function actionsFor(member: TeamMember): MenuAction[] {
    const asking = (label: string, question: Question): MenuAction => ({
      label,
      run: (opener) => onAsk(question, opener),
    })
    const role =
      member.role === 'admin'
        ? asking(t('makeAgent'), questions.makeAgent(member))
        : asking(t('makeAdmin'), questions.makeAdmin(member))
    if (!member.isActive) return [role, { label: t('reactivate'), run: () => onReactivate(member) }]
    const reset = asking(t('resetLink'), questions.makeResetLink(member))
    const deactivate = asking(t('deactivate'), questions.deactivate(member))
    // Admins change their own password under "Your account".
    return member.id === selfId ? [role, deactivate] : [role, reset, deactivate]
  }

  return (
    <section aria-labelledby="team" className={styles.section}>
      <h2 id="team">{t('team')}</h2>
      {team.length === 1 && <p className={styles.hint}>{t('alone')}</p>}
      <ul className={styles.list}>
        {team.map((member) => (
          <li key={member.id} data-inactive={!member.isActive}>
            <Avatar id={member.id} name={member.name} picture={member.picture} size={36} />
            <div className={styles.who}>
              <p className={styles.name}>
                <bdi>{member.name}</bdi>
                {member.id === selfId && <span className={styles.chip}>{t('you')}</span>}
                <span className={member.role === 'admin' ? styles.adminChip : styles.chip}>
                  {t(member.role)}
                </span>
                {member.hasTwoFactor && <span className={styles.chip}>{t('hasTwoFactor')}</span>}
                {!member.isActive && <span className={styles.inactiveChip}>{t('deactivated')}</span>}
              </p>
              <p className={styles.facts}>
                <bdi>{member.email}</bdi>
                {member.lastSeenAt === null ? (
                  <span>{t('neverSeen')}</span>
                ) : (
                  <Written label={t('lastSeen')} time={member.lastSeenAt} />
                )}
              </p>
            </div>
            <ActionsMenu
              label={t('actionsFor', { name: isolated(member.name) })}
              actions={actionsFor(member)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
