import { firstAdminDraft } from '@/contract/people/set-up'
import { createFirstAdmin, isSetUp } from '@/server/agents/installation'
import { log } from '@/server/logger'
import type { Env } from '@/server/settings/env'

/** Creates the first admin that the settings name, unless there is one already. For installations without a person. */
export async function createAdminFromSettings({ ADMIN_EMAIL, ADMIN_PASSWORD }: Env): Promise<void> {
  if (ADMIN_EMAIL === undefined || ADMIN_PASSWORD === undefined || (await isSetUp())) return

  await createFirstAdmin(
    firstAdminDraft.parse({ name: 'Admin', email: ADMIN_EMAIL, password: ADMIN_PASSWORD }),
  )
  log.auth.info({}, 'the first admin was created from the settings')
}
