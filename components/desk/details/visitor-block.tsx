'use client'

import type { DeskConversation } from '@/client/desk/inbox/desk-conversation'
import { reasonOf } from '@/client/desk/reason-of'
import { blockVisitor } from '@/client/desk/visitors'
import { displayName } from '@/client/text/alias'
import { formatExactTime } from '@/client/text/format-time'
import { inboxWords } from '@/client/words/inbox/words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { Modal } from '@/components/controls/modal'
import { NamedText } from '@/components/ui/named-text'
import { useAction } from '@/hooks/desk/use-action'
import { useDesk, useDialog, usePlace } from '@/hooks/desk/use-desk'
import styles from './visitor-data.module.css'

const { t } = inboxWords

type Visitor = DeskConversation['visitor']

/** Whether the visitor may write; stopping it asks first, letting it write again does not. */
export function VisitorBlock({ visitor }: { visitor: Visitor }) {
  const { label, isBusy, props } = useAction('toggle-block')
  const [isAsking, close] = useDialog('block', usePlace().conversationId)
  const { block } = visitor

  // One button for both, so that the focus stays where it was after a press.
  return (
    <div className={styles.actions}>
      {block && <Since block={block} />}
      <button type="button" className={controls.quiet} aria-disabled={isBusy} {...props}>
        {label}
      </button>
      <Modal title={t('blockQuestion')} isOpen={isAsking} onClose={close}>
        <BlockForm visitor={visitor} onBlocked={close} />
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
  const desk = useDesk()

  async function block(): Promise<FormProblem | null> {
    try {
      await blockVisitor(desk, visitor.id)
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
