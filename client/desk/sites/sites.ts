import { createApi } from '@/client/api/api'
import type { SiteSecretDraft } from '@/contract/sites/identity'
import type { SitePatch } from '@/contract/sites/site'
import { attempt } from '../account/account'
import { SETTINGS_PATH } from '../account/next-path'

/** The settings for sites. */
export const SITES_PATH = `${SETTINGS_PATH}/sites`

/** The calls for sites. Each names the agent, in case another one has signed in in another tab. */
export function sitesOf(agentId: string) {
  const api = createApi({ side: 'agent', agentId })
  return {
    create: (draft: { name: string; allowedOrigins: string[] }) => attempt(api.createSite(draft)),
    read: (siteId: string) => attempt(api.getSite(siteId)),
    change: (siteId: string, patch: SitePatch) => attempt(api.patchSite(siteId, patch)),
    sightings: (siteId: string) => attempt(api.listSightings(siteId)),
    secrets: (siteId: string) => attempt(api.listSiteSecrets(siteId)),
    addSecret: (siteId: string, draft: SiteSecretDraft) => attempt(api.addSiteSecret(siteId, draft)),
    removeSecret: (siteId: string, secretId: string) => attempt(api.removeSiteSecret(siteId, secretId)),
  }
}
export type Sites = ReturnType<typeof sitesOf>
