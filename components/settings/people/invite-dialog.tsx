'use client'

import { sentenceFor } from '@/client/desk/account/account-problem'
import type { People } from '@/client/desk/account/people'
import { teamWords } from '@/client/words/settings/words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import { Dialog } from '@/components/controls/dialog'
import { TextField } from '@/components/controls/text-field'
import * as fields from '@/contract/fields'
import type { AgentRole, InvitationDraft } from '@/contract/people/people'
import styles from './invite-dialog.module.css'
import type { MadeLink } from './link-dialog'

const { t } = teamWords

type InviteDialogProps = {
  isOpen: boolean
  people: People
  onClose: () => void
  onMade: (link: MadeLink) => void
  returnFocus: () => HTMLElement | null
}

/** Creates an invitation for a role and, optionally, one address. */
export function InviteDialog({ isOpen, people, onClose, onMade, returnFocus }: InviteDialogProps) {
  async function make({ role, email = '' }: FormValues): Promise<FormProblem | null> {
    const address = email.trim()
    if (address !== '' && !fields.email.safeParse(address).success)
      return { fields: { email: t('wholeAddress') } }

    const draft: InvitationDraft = { role: role === 'admin' ? 'admin' : 'agent' }
    const { value, problem } = await people.invite(address === '' ? draft : { ...draft, email: address })
    if (value !== null) {
      onMade({ url: value.url, expiresAt: value.invitation.expiresAt })
      return null
    }
    if (problem.param === 'email') return { fields: { email: sentenceFor(problem) } }
    return { form: sentenceFor(problem) }
  }

  return (
    <Dialog title={t('invite')} isOpen={isOpen} onClose={onClose} returnFocus={returnFocus}>
      <AccountForm submitLabel={t('makeInvitation')} busyLabel={t('making')} isPartOfPage onSubmit={make}>
        <fieldset className={styles.roles}>
          <legend>{t('role')}</legend>
          <Role value="agent" about={t('agentAbout')} isFirst />
          <Role value="admin" about={t('adminAbout')} />
        </fieldset>
        <TextField
          name="email"
          label={t('inviteEmail')}
          type="email"
          autoComplete="off"
          hint={t('inviteEmailAbout')}
        />
      </AccountForm>
    </Dialog>
  )
}

function Role({ value, about, isFirst = false }: { value: AgentRole; about: string; isFirst?: boolean }) {
  return (
    <label>
      <input type="radio" name="role" value={value} defaultChecked={isFirst} />
      <span>
        <strong>{t(value)}</strong>
        <span>{about}</span>
      </span>
    </label>
  )
}
