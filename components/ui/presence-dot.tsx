import { classNames } from './class-names'
import styles from './presence-dot.module.css'

/** A green dot for "online". Colour alone tells nothing to some readers: say it in words, too. */
export function PresenceDot({ className }: { className?: string | undefined }) {
  return <span className={classNames(styles.dot, className)} aria-hidden="true" />
}
