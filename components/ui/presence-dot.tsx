import { classNames } from './class-names'
import styles from './presence-dot.module.css'

/** A green dot for "online". Say it in text too, because not everyone can see the colour. */
export function PresenceDot({ className }: { className?: string | undefined }) {
  return <span className={classNames(styles.dot, className)} aria-hidden="true" />
}
