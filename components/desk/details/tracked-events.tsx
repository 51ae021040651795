import { formatAge, formatExactTime } from '@/client/text/format-time'
import type { TrackedEvent } from '@/contract/sites/tracked-event'
import { useNow } from '@/hooks/browser/use-now'
import styles from './visitor-details.module.css'

type TrackedEventsProps = { events: readonly TrackedEvent[]; labelledBy: string }

/** The events that the site's pages tracked, newest first. Names and values are untrusted, so each is isolated by a `bdi`. */
export function TrackedEvents({ events, labelledBy }: TrackedEventsProps) {
  const now = useNow()
  return (
    <ol className={styles.events} aria-labelledby={labelledBy}>
      {events.map(({ id, name, data, happenedAt }) => (
        <li key={id}>
          <bdi>{name}</bdi>
          {Object.entries(data).map(([key, value]) => (
            <span key={key}>
              <bdi>{key}</bdi>
              <span>{': '}</span>
              <bdi>{String(value)}</bdi>
            </span>
          ))}
          {now !== null && (
            <time dateTime={happenedAt} title={formatExactTime(new Date(happenedAt))}>
              {formatAge(new Date(happenedAt), new Date(now))}
            </time>
          )}
        </li>
      ))}
    </ol>
  )
}
