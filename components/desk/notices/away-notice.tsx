import { Moon } from 'lucide-react'
import { alertWords } from '@/client/words/alerts/words'
import { useAction } from '@/hooks/desk/use-action'
import { useSaysAway } from '@/hooks/desk/use-own-availability'
import styles from './away-notice.module.css'

/** Reminds agents that they are set to away, with a button to change that. */
export function AwayNotice({ agentId }: { agentId: string }) {
  const isAway = useSaysAway(agentId)
  const { props } = useAction('toggle-availability')
  if (!isAway) return null
  return (
    <div className={styles.notice}>
      <Moon size={16} aria-hidden="true" />
      <p>{alertWords.t('youAreAway')}</p>
      <button type="button" {...props}>
        {alertWords.t('goAvailable')}
      </button>
    </div>
  )
}
