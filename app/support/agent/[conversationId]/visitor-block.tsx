'use client'

import { useState } from 'react'
import type { DeskConversation } from '@/client/desk/desk-conversation'
import { displayName } from '@/client/text/alias'
import { formatExactTime } from '@/client/text/format-time'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import controls from '@/components/agent/controls.module.css'
import { Modal } from '@/components/agent/modal'
import { useDesk } from '../desk-context'
import { reasonOf } from '../reason-of'
import styles from './visitor-data.module.css'

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
      setProblem(`The visitor is still blocked. ${reasonOf(error)}`)
    })
  }

  // One button for both, so that the focus stays where it was after a press.
  return (
    <div className={styles.actions}>
      {block && <Since block={block} />}
      <button type="button" className={controls.quiet} onClick={block ? unblock : () => setIsAsking(true)}>
        {block ? 'Unblock visitor' : 'Block visitor…'}
      </button>
      <p role="alert">{problem}</p>
      <Modal title="Block visitor?" isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <BlockForm visitor={visitor} onBlocked={() => setIsAsking(false)} />
      </Modal>
    </div>
  )
}

function Since({ block: { since, by } }: { block: NonNullable<Visitor['block']> }) {
  return (
    <p className={styles.note}>
      <span>Blocked </span>
      {by !== null && (
        <span>
          by <bdi>{by}</bdi>,{' '}
        </span>
      )}
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
      return { fields: {}, form: `The visitor is not blocked. ${reasonOf(error)}` }
    }
  }

  return (
    <div className={styles.erasure}>
      <p>
        <bdi>{displayName(visitor)}</bdi> can still read what was written, but can neither write nor start
        another conversation. What they type stays in their browser. You can unblock them at any time.
      </p>
      <AccountForm submitLabel="Block visitor" busyLabel="Blocking…" onSubmit={block}>
        {() => null}
      </AccountForm>
    </div>
  )
}
