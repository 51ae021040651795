'use client'

import { UserPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AccountProblem } from '@/client/desk/account/account'
import { sentenceFor } from '@/client/desk/account/account-problem'
import { signInPath } from '@/client/desk/account/next-path'
import { PEOPLE_PATH, peopleOf } from '@/client/desk/account/people'
import { isolated, teamWords } from '@/client/words/settings/words'
import { ConfirmDialog, type Question } from '@/components/controls/confirm-dialog'
import controls from '@/components/controls/controls.module.css'
import notice from '@/components/controls/notice.module.css'
import { classNames } from '@/components/ui/class-names'
import type { Invitation, TeamMember } from '@/contract/people/people'
import { InvitationList } from './invitation-list'
import { InviteDialog } from './invite-dialog'
import { LinkDialog, type MadeLink } from './link-dialog'
import styles from './people.module.css'
import { invitationQuestions, memberQuestions } from './people-questions'
import { TeamList } from './team-list'

const { t } = teamWords

type PeopleProps = { selfId: string; team: TeamMember[]; invitations: Invitation[] }

/** Manages the team and its invitations. */
export function People({ selfId, team: firstTeam, invitations: firstInvitations }: PeopleProps) {
  const [team, setTeam] = useState(firstTeam)
  const [invitations, setInvitations] = useState(firstInvitations)
  const [isStale, setIsStale] = useState(false)
  const [done, setDone] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [isInviting, setIsInviting] = useState(false)
  const [link, setLink] = useState<MadeLink | null>(null)
  const inviteButton = useRef<HTMLButtonElement>(null)
  const opener = useRef<HTMLElement | null>(null)
  const people = peopleOf(selfId)

  /** The button that was pressed, or the invite button if its row is gone. */
  const returnFocus = () => (opener.current?.isConnected ? opener.current : inviteButton.current)

  /** Reloads the lists, which other admins may have changed. */
  async function reload() {
    const [members, open] = await Promise.all([people.team(), people.invitations()])
    leaveIfSignedOut(members.problem)
    if (members.value !== null) setTeam(members.value.data)
    if (open.value !== null) setInvitations(open.value.data)
    setIsStale(members.value === null || open.value === null)
  }

  async function finish(problem: AccountProblem | null, said: string): Promise<string | null> {
    leaveIfSignedOut(problem)
    // Also after a refusal, which often means that the lists are stale.
    await reload()
    if (problem !== null) return sentenceFor(problem)
    setDone(said)
    return null
  }

  function ask(asked: Question, from: HTMLElement | null) {
    opener.current = from
    setDone('')
    setProblem(null)
    setQuestion(asked)
  }

  const ofMembers = memberQuestions({ people, selfId, finish, onLink: setLink })
  const ofInvitations = invitationQuestions({ people, finish, onLink: setLink })

  async function reactivate(member: TeamMember) {
    setDone('')
    setProblem(null)
    const { problem: refusal } = await people.change(member.id, { isActive: true })
    setProblem(await finish(refusal, t('isReactivated', { name: isolated(member.name) })))
  }

  return (
    <div className={styles.column}>
      <div className={styles.head}>
        <div>
          <h1>{t('people')}</h1>
          <p>{t('peopleAbout')}</p>
        </div>
        <button
          ref={inviteButton}
          type="button"
          className={controls.button}
          onClick={() => {
            opener.current = inviteButton.current
            setDone('')
            setIsInviting(true)
          }}
        >
          <UserPlus size={18} aria-hidden="true" />
          <span>{t('invite')}</span>
        </button>
      </div>
      <p role="status" className={classNames(notice.done, styles.notice)}>
        {done}
      </p>
      <p role="alert" className={classNames(notice.problem, styles.notice)}>
        {problem}
      </p>
      {isStale && (
        <div role="alert" className={classNames(notice.problem, styles.notice, styles.stale)}>
          <p>{t('staleTeam')}</p>
          <button type="button" className={controls.secondary} onClick={reload}>
            {t('refresh')}
          </button>
        </div>
      )}
      <TeamList team={team} selfId={selfId} questions={ofMembers} onAsk={ask} onReactivate={reactivate} />
      <InvitationList invitations={invitations} questions={ofInvitations} onAsk={ask} />
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} returnFocus={returnFocus} />
      <InviteDialog
        isOpen={isInviting}
        people={people}
        onClose={() => setIsInviting(false)}
        onMade={async (made) => {
          setIsInviting(false)
          setLink(made)
          await reload()
        }}
        returnFocus={returnFocus}
      />
      <LinkDialog link={link} onClose={() => setLink(null)} returnFocus={returnFocus} />
    </div>
  )
}

function leaveIfSignedOut(problem: AccountProblem | null): void {
  if (problem?.code === 'not_authenticated') window.location.assign(signInPath(PEOPLE_PATH))
}
