import { createApi } from '@/client/api/api'
import type { FrameHost } from '@/client/visitor/host/frame-host'

/**
 * Ends the visitor's session, deletes all that this browser holds of them, and tells the page when that is done. Only the server
 * can delete the cookie; where it cannot be reached, the rest is deleted all the same.
 */
export async function forgetVisitor(host: FrameHost): Promise<void> {
  await createApi({ side: 'visitor', credential: host.credential })
    .endIdentity({})
    .catch(() => {})
  await deleteStored(host)
  host.report({ type: 'forgotten' })
}

/** Deletes all that this browser holds of the visitor. A cookie is left to the server. */
export async function deleteStored({ storage, tabStorage }: FrameHost): Promise<void> {
  for (const place of [storage, tabStorage])
    await Promise.all((await place.keys('')).map((key) => place.remove(key)))
}
