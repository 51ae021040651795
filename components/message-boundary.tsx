'use client'

import { Component, type ReactNode } from 'react'
import styles from './message-row.module.css'

type MessageBoundaryProps = { entryKey: string; children: ReactNode }

/** A message that cannot be drawn must not take the others with it. */
export class MessageBoundary extends Component<MessageBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <li className={styles.broken} data-id={this.props.entryKey}>
        This message can’t be shown
      </li>
    )
  }
}
