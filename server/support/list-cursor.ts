import { SupportError } from './errors'

/** The last item of a page: the next page begins after it. */
export type ListCursor = { lastActivityAt: Date; id: string }

const FORM = /^(\d{1,15}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** A cursor as clients carry it: opaque, URL-safe. */
export function encodeCursor({ lastActivityAt, id }: ListCursor): string {
  return Buffer.from(`${lastActivityAt.getTime()}:${id}`).toString('base64url')
}

/** @throws SupportError `validation_failed` for anything that {@link encodeCursor} did not make */
export function decodeCursor(text: string): ListCursor {
  const [, milliseconds, id] = FORM.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  const lastActivityAt = new Date(Number(milliseconds))
  if (id === undefined || Number.isNaN(lastActivityAt.getTime())) {
    throw new SupportError('validation_failed', { param: 'cursor' })
  }
  return { lastActivityAt, id }
}
