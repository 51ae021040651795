'use client'

import { Component, type ReactNode } from 'react'
import { useWords } from '@/hooks/browser/use-words'
import styles from './message-row.module.css'

type MessageBoundaryProps = { entryKey: string; children: ReactNode }

/** An error boundary around each message, so that one that fails to render does not affect the others. */
export class MessageBoundary extends Component<MessageBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return <BrokenMessage entryKey={this.props.entryKey} />
  }
}

function BrokenMessage({ entryKey }: { entryKey: string }) {
  const { t } = useWords()
  return (
    <li className={styles.broken} data-id={entryKey}>
      {t('messageBroken')}
    </li>
  )
}
