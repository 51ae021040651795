'use client'

import { formatDay, formatExactTime, formatTime } from '@/client/text/format-time'
import { useNow } from '@/hooks/browser/use-now'

/** A labelled time. Empty on the server, which does not know the reader's time zone. */
export function Written({ label, time }: { label: string; time: string }) {
  const now = useNow()
  if (now === null) return <span>&nbsp;</span>
  const date = new Date(time)
  return (
    <span>
      <span>{label}</span>{' '}
      <time dateTime={time} title={formatExactTime(date)}>
        {`${formatDay(date, new Date(now))}, ${formatTime(date)}`}
      </time>
    </span>
  )
}
