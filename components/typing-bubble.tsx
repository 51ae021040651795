import styles from './typing-bubble.module.css'

/** Three dots where the next message will be. The words beside them are for those who listen, when they look for them. */
export function TypingBubble({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <p className={styles.bubble}>
      <span className="visually-hidden">{typingText(names)}</span>
      <i />
      <i />
      <i />
    </p>
  )
}

/** `Ana is typing…`, `Ana and Ben are typing…`. */
export function typingText(names: readonly string[], doing = 'typing'): string {
  const list = new Intl.ListFormat('en').format(names)
  return `${list} ${names.length === 1 ? 'is' : 'are'} ${doing}…`
}
