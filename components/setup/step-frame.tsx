import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { INBOX_PATH } from '@/client/desk/account/next-path'
import { siteWords } from '@/client/words/settings/site-words'
import controls from '@/components/controls/controls.module.css'
import { BrandMark } from '@/components/ui/brand-mark'
import type { SetUpProgress } from '@/contract/people/set-up'
import styles from './step-frame.module.css'
import { type StepId, stepPath, steps } from './steps'

const { t } = siteWords

type StepFrameProps = {
  step: StepId
  progress: SetUpProgress
  title: string
  introduction: string
  children: ReactNode
}

/** The frame of a setup step: the progress, a link to skip the step, and one to the inbox. */
export function StepFrame({ step, progress, title, introduction, children }: StepFrameProps) {
  const next = steps[steps.findIndex(({ id }) => id === step) + 1]
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <p className={styles.brand}>
          <BrandMark />
          Porchlight
        </p>
        <nav aria-label={t('setUp')}>
          <ol className={styles.steps}>
            <li>
              <span className={styles.done}>
                <Check size={16} aria-hidden="true" />
                <span>{t('yourAccount')}</span>
              </span>
            </li>
            {steps.map(({ id, name }) => (
              <li key={id}>
                <Link
                  href={stepPath(id)}
                  prefetch={false}
                  className={progress[id] ? styles.done : undefined}
                  aria-current={id === step ? 'step' : undefined}
                >
                  {progress[id] && <Check size={16} aria-label={t('done')} />}
                  <span>{name}</span>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <h1>{title}</h1>
        <p className={styles.introduction}>{introduction}</p>
        {children}
        <p className={styles.ways}>
          {next !== undefined && (
            <Link
              href={stepPath(next.id)}
              prefetch={false}
              className={progress[step] ? controls.button : undefined}
            >
              {progress[step] ? t('goOn') : t('skip')}
            </Link>
          )}
          <Link href={INBOX_PATH} prefetch={false}>
            {t('toInbox')}
          </Link>
        </p>
      </div>
    </main>
  )
}
