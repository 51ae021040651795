import { useWords } from '@/hooks/browser/use-words'
import styles from './typing-bubble.module.css'

/** Three dots where the next message will appear, with a text for screen readers that is not announced. */
export function TypingBubble({ names }: { names: readonly string[] }) {
  const { t, list } = useWords()
  if (names.length === 0) return null
  return (
    <p className={styles.bubble}>
      <span className="visually-hidden">{t('typing', { count: names.length, names: list(names) })}</span>
      <i />
      <i />
      <i />
    </p>
  )
}
