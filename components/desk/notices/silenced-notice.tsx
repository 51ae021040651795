import { VolumeX } from 'lucide-react'
import { useEffect } from 'react'
import { alertWords } from '@/client/words/alerts/words'
import styles from './silenced-notice.module.css'

type SilencedNoticeProps = { isSilenced: boolean; onHeard: () => void }

/** Explains that the browser blocked the sound, until a click or key press unblocks it. */
export function SilencedNotice({ isSilenced, onHeard }: SilencedNoticeProps) {
  useEffect(() => {
    if (!isSilenced) return
    window.addEventListener('pointerdown', onHeard)
    window.addEventListener('keydown', onHeard)
    return () => {
      window.removeEventListener('pointerdown', onHeard)
      window.removeEventListener('keydown', onHeard)
    }
  }, [isSilenced, onHeard])

  return (
    <div role="status">
      {isSilenced && (
        <p className={styles.notice}>
          <VolumeX size={18} aria-hidden="true" />
          <span>{alertWords.t('soundBlocked')}</span>
        </p>
      )}
    </div>
  )
}
