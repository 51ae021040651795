import type { ConversationQuery } from '@/contract/http/page'
import { SupportError } from '@/server/errors'

export type ListSort = NonNullable<ConversationQuery['sort']>

/** The last item of a page: the next page begins after it. `at` is the time that the list is sorted by. */
export type ListCursor = { sort: ListSort; at: Date; id: string }

const FORM = /^(w?)(\d{1,15}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** A cursor as clients carry it: opaque, URL-safe. */
export function encodeCursor({ sort, at, id }: ListCursor): string {
  const mark = sort === 'waiting' ? 'w' : ''
  return Buffer.from(`${mark}${at.getTime()}:${id}`).toString('base64url')
}

/** @throws SupportError `validation_failed` for anything that {@link encodeCursor} did not make for this order */
export function decodeCursor(text: string, sort: ListSort): ListCursor {
  const [, mark, milliseconds, id] = FORM.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  const at = new Date(Number(milliseconds))
  if (id === undefined || Number.isNaN(at.getTime()) || (mark === 'w') !== (sort === 'waiting')) {
    throw new SupportError('validation_failed', { param: 'cursor' })
  }
  return { sort, at, id }
}
