import { inboxWords } from '@/client/words/inbox/words'
import controls from '@/components/controls/controls.module.css'
import { NamedText } from '@/components/ui/named-text'
import styles from './another-agent-notice.module.css'

const { t } = inboxWords

/** Shown when another agent has signed in in this browser: says that unsent text is safe, and offers a reload. */
export function AnotherAgentNotice({ name }: { name: string }) {
  return (
    <div role="alert" className={styles.notice}>
      <p>
        <strong>{t('anotherSignedIn')}</strong>{' '}
        <span>
          <NamedText around={inboxWords.around('nothingSent')} name={name} />
        </span>
      </p>
      <button type="button" className={controls.button} onClick={() => window.location.reload()}>
        {t('reload')}
      </button>
    </div>
  )
}
