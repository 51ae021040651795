import type { CSSProperties } from 'react'
import { AVATAR_COLOURS, avatarColour, initials } from '@/client/text/alias'
import styles from './avatar.module.css'
import { PresenceDot } from './presence-dot'

type AvatarProps = {
  /** Decides the colour: the same for the same person, everywhere. */
  id: string
  name: string
  /** Shows a dot while they are here. The words that say so belong beside it. */
  isOnline?: boolean
  /** In pixels. */
  size?: number
}

/** A person's initials. Decoration only: the name stands beside it. */
export function Avatar({ id, name, isOnline = false, size = 32 }: AvatarProps) {
  const hue = Math.round((avatarColour(id) * 360) / AVATAR_COLOURS) + 20
  const style = { '--avatar-hue': hue, '--avatar-size': `${size}px` } as CSSProperties
  return (
    <span className={styles.avatar} style={style} aria-hidden="true">
      <span>{initials(name)}</span>
      {isOnline && <PresenceDot className={styles.dot} />}
    </span>
  )
}
