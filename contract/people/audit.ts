import * as z from 'zod/mini'
import { time } from '../fields'
import { pageOf } from '../http/page'

/** Every action in the audit log. A new action takes one line here and its wording in the settings. */
export const auditActions = [
  'invitation.created',
  'invitation.renewed',
  'invitation.revoked',
  'invitation.accepted',
  'agent.made_admin',
  'agent.made_agent',
  'agent.deactivated',
  'agent.reactivated',
  'agent.changed_email',
  'agent.changed_password',
  'agent.changed_picture',
  'agent.removed_picture',
  'agent.turned_on_two_factor',
  'agent.turned_off_two_factor',
  'agent.used_recovery_code',
  'agent.made_recovery_codes',
  'agent.signed_in_by_provider',
  'agent.joined_by_provider',
  'agent.connected_provider',
  'agent.disconnected_provider',
  'sign_in.refused',
  'reset_link.created',
  'reset_link.used',
  'site.created',
  'site.changed',
  'site.changed_addresses',
  'site.archived',
  'site.reactivated',
  'site.added_secret',
  'site.removed_secret',
  'visitor.erased',
  'visitor.exported',
  'visitor.blocked',
  'visitor.unblocked',
] as const
export type AuditAction = (typeof auditActions)[number]

/** One recorded action. The log stores only ids; names are looked up when it is read. */
export const auditEntry = z
  .object({
    id: z.string(),
    at: time,
    actorId: z
      .nullable(z.string())
      .check(
        z.describe(
          '`null`: the server’s command line, or, for `sign_in.refused`, a caller who is not signed in.',
        ),
      ),
    actorName: z
      .nullable(z.string())
      .check(z.describe('`null` if there is no actor or their account was deleted.')),
    action: z.string().check(z.describe(`One of ${auditActions.join(', ')}. More may be added.`)),
    subjectId: z.nullable(z.string()).check(z.describe('What the action was performed on.')),
    subjectName: z
      .nullable(z.string())
      .check(z.describe('The name of a team member, a site, or a visitor who gave one; `null` if unknown.')),
  })
  .check(z.meta({ id: 'AuditEntry', description: 'One recorded action.' }))
export type AuditEntry = z.infer<typeof auditEntry>

/** A page of the audit log, newest first. */
export const auditPage = z.object(pageOf(auditEntry))
export type AuditPage = z.infer<typeof auditPage>
