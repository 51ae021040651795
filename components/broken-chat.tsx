import styles from './broken-chat.module.css'
import { BrokenPart } from './broken-part'
import { CloseIcon } from './icons'

/** Stands where the chat could not be drawn. The page around it is not ours, and stays as it is. */
export function BrokenChat({ onRetry, onClose }: { onRetry: () => void; onClose: () => void }) {
  return (
    <section className={styles.panel} aria-label="Chat">
      <button type="button" className={styles.close} aria-label="Close chat" onClick={onClose}>
        <CloseIcon size={18} />
      </button>
      <BrokenPart name="The chat" onRetry={onRetry} />
    </section>
  )
}
