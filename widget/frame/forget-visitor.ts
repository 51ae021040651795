import type { FrameHost } from '@/client/visitor/frame-host'

/** Deletes all that this browser holds of the visitor, and tells the page when that is done. */
export async function forgetVisitor({ storage, tabStorage, report }: FrameHost): Promise<void> {
  for (const place of [storage, tabStorage])
    await Promise.all((await place.keys('')).map((key) => place.remove(key)))
  report({ type: 'forgotten' })
}
