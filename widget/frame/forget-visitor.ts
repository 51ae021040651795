import { createApi } from '@/client/api/api'
import type { FrameHost } from '@/client/visitor/host/frame-host'

/**
 * Ends the visitor's session, deletes all of their data in this browser, and reports to the page. Only the server can delete the
 * cookie; if it cannot be reached, everything else is deleted anyway.
 */
export async function forgetVisitor(host: FrameHost): Promise<void> {
  await createApi({ side: 'visitor', credential: host.credential })
    .endIdentity({})
    .catch(() => {})
  await deleteStored(host)
  host.report({ type: 'forgotten' })
}

/** Deletes all of the visitor's data in this browser, except the cookie, which only the server can delete. */
export async function deleteStored({ storage, tabStorage }: FrameHost): Promise<void> {
  for (const place of [storage, tabStorage])
    await Promise.all((await place.keys('')).map((key) => place.remove(key)))
}
