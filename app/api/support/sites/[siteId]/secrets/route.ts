import { siteSecretDraft } from '@/contract/sites/identity'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readJson, readSiteId } from '@/server/http/input'
import { addSiteSecret, listSiteSecrets } from '@/server/identity/secrets'

type Params = { siteId: string }

/** The secrets that a site signs identities with, without their values. Admins only. */
export const GET = handler<Params>('read', async (request, { siteId }) => {
  const viewer = await requireViewer(request)
  return Response.json(await listSiteSecrets(viewer, readSiteId(siteId)))
})

/** Adds a secret, whose value this answer alone tells. Admins only. */
export const POST = handler<Params>('change', async (request, { siteId }) => {
  const viewer = await requireViewer(request)
  const draft = await readJson(request, siteSecretDraft)
  return Response.json(await addSiteSecret(viewer, readSiteId(siteId), draft), { status: 201 })
})
