import { useWords } from '@/hooks/browser/use-words'
import { BrokenPart } from '../ui/broken-part'
import { CloseIcon } from '../ui/icons'
import styles from './broken-chat.module.css'

/** The fallback if the chat fails to render. The page around it is unaffected. */
export function BrokenChat({ onRetry, onClose }: { onRetry: () => void; onClose: () => void }) {
  const { t } = useWords()
  return (
    <section className={styles.panel} aria-label={t('chat')}>
      <button type="button" className={styles.close} aria-label={t('closeChat')} onClick={onClose}>
        <CloseIcon size={18} />
      </button>
      <BrokenPart text={t('chatBroken')} onRetry={onRetry} />
    </section>
  )
}
