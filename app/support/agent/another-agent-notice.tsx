import controls from '@/components/agent/controls.module.css'
import styles from './another-agent-notice.module.css'

/** Somebody else is signed in by now: what became of one's words, and the way on. */
export function AnotherAgentNotice({ name }: { name: string }) {
  return (
    <div role="alert" className={styles.notice}>
      <p>
        <strong>Another account is signed in.</strong>{' '}
        <span>
          Nothing on this page is sent any more. Unsent replies of <bdi>{name}</bdi> stay in this browser
          until <bdi>{name}</bdi> signs in again.
        </span>
      </p>
      <button type="button" className={controls.button} onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  )
}
