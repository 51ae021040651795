'use client'

import { useState } from 'react'
import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { displayName } from '@/client/text/alias'
import { formatExactTime } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { Modal } from '@/components/controls/modal'
import { NamedText } from '@/components/ui/named-text'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

const { t } = inboxWords

type Visitor = DeskConversation['visitor']

/** Whether the visitor may write; stopping it asks first, letting it write again does not. */
export function VisitorBlock({ visitor }: { visitor: Visitor }) {
  const { blockVisitor } = useDesk()
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState('')
  const { block } = visitor

  async function unblock() {
    setProblem('')
    await blockVisitor(visitor.id, false).catch((error) => {
      setProblem(t('stillBlocked', { reason: reasonOf(error) }))
    })
  }

  // One button for both, so that the focus stays where it was after a press.
  return (
    <div className={styles.actions}>
      {block && <Since block={block} />}
      <button type="button" className={controls.quiet} onClick={block ? unblock : () => setIsAsking(true)}>
        {block ? t('unblock') : t('blockMore')}
      </button>
      <p role="alert">{problem}</p>
      <Modal title={t('blockQuestion')} isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <BlockForm visitor={visitor} onBlocked={() => setIsAsking(false)} />
      </Modal>
    </div>
  )
}

function Since({ block: { since, by } }: { block: NonNullable<Visitor['block']> }) {
  return (
    <p className={styles.note}>
      {by === null ? (
        <span>{t('blockedSince')}</span>
      ) : (
        <NamedText around={inboxWords.around('blockedSinceBy')} name={by} />
      )}{' '}
      <time dateTime={since}>{formatExactTime(new Date(since))}</time>
    </p>
  )
}

function BlockForm({ visitor, onBlocked }: { visitor: Visitor; onBlocked: () => void }) {
  const { blockVisitor } = useDesk()

  async function block(): Promise<FormProblem | null> {
    try {
      await blockVisitor(visitor.id, true)
      onBlocked()
      return null
    } catch (error) {
      return { fields: {}, form: t('notBlocked', { reason: reasonOf(error) }) }
    }
  }

  return (
    <div className={styles.erasure}>
      <p>
        <NamedText around={inboxWords.around('blockAbout')} name={displayName(visitor)} />
      </p>
      <AccountForm submitLabel={t('block')} busyLabel={t('blocking')} onSubmit={block}>
        {() => null}
      </AccountForm>
    </div>
  )
}
