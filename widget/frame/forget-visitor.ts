import { createApi } from '@/client/api/api'
import type { FrameHost } from '@/client/visitor/host/frame-host'

/**
 * Ends the visitor's session, deletes all that this browser holds of them, and tells the page when that is done. Only the server
 * can delete the cookie; where it cannot be reached, the rest is deleted all the same.
 */
export async function forgetVisitor({ credential, storage, tabStorage, report }: FrameHost): Promise<void> {
  await createApi({ side: 'visitor', credential })
    .endIdentity({})
    .catch(() => {})
  for (const place of [storage, tabStorage])
    await Promise.all((await place.keys('')).map((key) => place.remove(key)))
  report({ type: 'forgotten' })
}
