import { type QuietChoice, quietFor } from '@/client/alerts/do-not-disturb'
import { formatDay, formatTime } from '@/client/text/format-time'
import { alertWords } from '@/client/words/alerts/words'

const { t } = alertWords
const CHOICES: readonly QuietChoice[] = ['hour', 'morning', 'open']

/** The durations of do-not-disturb to choose from, with their labels. */
export function quietChoices(now: number): readonly { choice: QuietChoice; label: string }[] {
  const morning = formatTime(new Date(Number(quietFor('morning', now))))
  const labels = { hour: t('quietHour'), morning: t('quietMorning', { time: morning }), open: t('quietOpen') }
  return CHOICES.map((choice) => ({ choice, label: labels[choice] }))
}

/** Says when do-not-disturb ends. Names the day unless it is today. */
export function quietUntilText(until: number | null, now: number): string {
  if (until === null) return t('quietNow')
  const [end, today] = [new Date(until), new Date(now)]
  const time = formatTime(end)
  const isToday = end.toDateString() === today.toDateString()
  return t('quietUntil', { time: isToday ? time : `${formatDay(end, today)}, ${time}` })
}
