import { sweepLinks } from '@/server/agents/invitations'
import { forgetOldAudit } from '@/server/audit/retention'
import { forgetOld } from '@/server/privacy/retention'
import { env } from '@/server/settings/env'
import type { Task } from '../task'
import { HOURLY } from './hourly'

/** Deletes data whose retention period has passed. */
export const forgetOldTask: Task = {
  name: 'forget_old',
  every: HOURLY,
  async run(_payload, signal) {
    const { KEEP_CONVERSATIONS_DAYS, KEEP_CONTACTS_DAYS, KEEP_AUDIT_DAYS } = env()
    const retention = { conversationDays: KEEP_CONVERSATIONS_DAYS, contactDays: KEEP_CONTACTS_DAYS }
    await forgetOld(retention, new Date(), signal)
    await sweepLinks()
    await forgetOldAudit(KEEP_AUDIT_DAYS)
  },
}
