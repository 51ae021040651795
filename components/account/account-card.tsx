import type { ReactNode } from 'react'
import { BrandMark } from '../ui/brand-mark'
import styles from './account-card.module.css'

type AccountCardProps = { title: string; introduction: string; children: ReactNode }

/** The layout of pages outside the inbox, such as sign-in: one heading, one form. */
export function AccountCard({ title, introduction, children }: AccountCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <BrandMark />
          Porchlight
        </p>
        <h1>{title}</h1>
        <p className={styles.introduction}>{introduction}</p>
        {children}
      </div>
    </main>
  )
}
