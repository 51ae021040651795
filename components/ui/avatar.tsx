import type { CSSProperties } from 'react'
import { addressOf } from '@/client/api/api'
import { AVATAR_COLOURS, avatarColour, initials } from '@/client/text/alias'
import { pathOf } from '@/contract/api-calls'
import { useSpeaker } from '@/hooks/realtime/use-speaker'
import styles from './avatar.module.css'
import { PresenceDot } from './presence-dot'

type AvatarProps = {
  /** Decides the colour: the same for the same person, everywhere. */
  id: string
  name: string
  /** The id of their picture. */
  picture?: string | null | undefined
  /** Shows a dot while they are here. The words that say so belong beside it. */
  isOnline?: boolean
  /** In pixels. */
  size?: number
}

/**
 * A person's picture or initials. Decoration only: the name stands beside it. The picture is a background over the initials: for
 * one that does not load, browsers draw nothing, and the initials are seen.
 */
export function Avatar({ id, name, picture, isOnline = false, size = 32 }: AvatarProps) {
  const speaker = useSpeaker()
  const hue = Math.round((avatarColour(id) * 360) / AVATAR_COLOURS) + 20
  const style = { '--avatar-hue': hue, '--avatar-size': `${size}px` } as CSSProperties
  return (
    <span className={styles.avatar} style={style} aria-hidden="true">
      <span>{initials(name)}</span>
      {picture && (
        <i
          data-picture
          className={styles.picture}
          style={{ backgroundImage: `url("${addressOf(speaker, pathOf('getPicture', picture))}")` }}
        />
      )}
      {isOnline && <PresenceDot className={styles.dot} />}
    </span>
  )
}
