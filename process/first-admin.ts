import { firstAdminDraft } from '@/contract/people/set-up'
import { createFirstAdmin, isSetUp } from '@/server/agents/installation'
import { log } from '@/server/logger'
import type { Env } from '@/server/settings/env'

/** Creates the first admin from the settings, unless there is one already. For unattended installations. */
export async function createAdminFromSettings({ ADMIN_EMAIL, ADMIN_PASSWORD }: Env): Promise<void> {
  if (ADMIN_EMAIL === undefined || ADMIN_PASSWORD === undefined || (await isSetUp())) return

  await createFirstAdmin(
    firstAdminDraft.parse({ name: 'Admin', email: ADMIN_EMAIL, password: ADMIN_PASSWORD }),
  )
  log.auth.info({}, 'created the first admin from the settings')
}
