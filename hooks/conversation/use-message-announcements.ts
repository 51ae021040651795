import { useEffect, useRef } from 'react'
import { ANNOUNCED_CONTENT_LENGTH, ANNOUNCER_BATCH_MS } from '@/client/constants'
import {
  hasFailed,
  isFromOtherSide,
  isWritten,
  type TimelineEntry,
  type TimelineMessage,
} from '@/client/conversation/timeline-entries'
import { clipText } from '@/client/text/clip-text'
import { withoutMarkup } from '@/client/text/markup'
import type { VisitorWords } from '@/client/words/visitor/load-words'
import type { Side } from '@/contract/log/message'
import { useDeskWords } from '../browser/use-desk-words'
import { useLatest } from '../browser/use-latest'
import { useWords } from '../browser/use-words'

type Options = {
  side: Side
  entries: readonly TimelineEntry[]
  /** False while the history is loading: it is not announced. */
  isReady: boolean
  nameOf: (entry: TimelineMessage) => string
  announce: (text: string, options?: { isUrgent?: boolean }) => void
  /** Announces only the author, not the text, because the log is closed. */
  isBrief?: boolean
}

/**
 * Announces new messages from the other side, several at once as a count, and own messages that failed. The history and own
 * sent messages are not announced.
 */
export function useMessageAnnouncements(options: Options): void {
  const { entries, isReady } = options
  const words = useWords()
  const deskWords = useDeskWords()
  const latest = useLatest({ ...options, words, deskWords })
  const heardUpTo = useRef<number | null>(null)
  const knownFailures = useRef<ReadonlySet<string>>(new Set())
  const waiting = useRef<TimelineMessage[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (!isReady) {
      // The history is not news, even if the log was shown as empty before: a browser may learn late of its conversation.
      heardUpTo.current = null
      return
    }
    const { side, announce } = latest.current
    const last = entries.findLast(({ sequence }) => sequence !== null)?.sequence ?? 0
    const isFirst = heardUpTo.current === null
    // An empty log belongs to a new conversation, whose numbering starts over.
    const from = last === 0 ? 0 : (heardUpTo.current ?? last)
    heardUpTo.current = Math.max(last, from)
    const news = entries
      .filter((entry) => isFromOtherSide(entry, side))
      .filter(({ sequence }) => (sequence ?? 0) > from)
    if (news.length > 0) {
      waiting.current.push(...news)
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        announceAll(waiting.current.splice(0), latest.current)
      }, ANNOUNCER_BATCH_MS)
    }

    const failures = entries.filter(isWritten).filter(hasFailed)
    const newest = failures.findLast(({ key }) => !knownFailures.current.has(key))
    if (!isFirst && newest) announce(failureOf(newest, latest.current), { isUrgent: true })
    knownFailures.current = new Set(failures.map(({ key }) => key))
  }, [entries, isReady, latest])

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}

type Speech = Options & { words: VisitorWords; deskWords: ReturnType<typeof useDeskWords> }

function announceAll(news: TimelineMessage[], { nameOf, announce, isBrief, words }: Speech): void {
  const [first] = news
  if (first === undefined) return
  const names = words.list(new Set(news.map(nameOf)))
  if (news.length === 1 && isBrief) announce(words.t('newMessageFrom', { name: names }))
  else if (news.length === 1) announce(`${names}: ${spoken(first)}`)
  else announce(words.t('newMessagesFrom', { count: news.length, names }))
}

function failureOf({ state, passedBy }: TimelineMessage, { words, deskWords }: Speech): string {
  if (state !== 'held') return words.t('messageNotSent')
  const name = passedBy?.senderName
  return name ? deskWords.t('passedByAnnounced', { name }) : deskWords.t('passedAnnounced')
}

/** The beginning of a message, without an agent's markup. */
function spoken({ side, content }: TimelineMessage): string {
  const words = side === 'agent' ? withoutMarkup(content) : content
  return clipText(words, ANNOUNCED_CONTENT_LENGTH)
}
