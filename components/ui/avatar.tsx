import type { CSSProperties } from 'react'
import { addressOf } from '@/client/api/api'
import { AVATAR_COLOURS, avatarColour, initials } from '@/client/text/alias'
import { pathOf } from '@/contract/api-calls'
import { useSpeaker } from '@/hooks/realtime/use-speaker'
import styles from './avatar.module.css'
import { PresenceDot } from './presence-dot'

type AvatarProps = {
  /** Determines the colour, so that a person has the same one everywhere. */
  id: string
  name: string
  /** The picture's id. */
  picture?: string | null | undefined
  /** Shows a presence dot. Say it in text too, next to the avatar. */
  isOnline?: boolean
  /** The diameter in pixels. */
  size?: number
}

/**
 * A person's picture or initials. Decorative: the name is next to it. The picture is a background over the initials, so that these
 * show if it fails to load.
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
