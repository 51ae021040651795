import * as z from 'zod/mini'
import { time } from '../fields'
import { pageOf } from '../http/page'

/** Everything that is kept in the audit. A new action is one line here and its words in the settings. */
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

/** One recorded action. Names are today's: the audit itself holds ids alone. */
export const auditEntry = z
  .object({
    id: z.string(),
    at: time,
    actorId: z
      .nullable(z.string())
      .check(
        z.describe(
          '`null`: the command line of the server; with `sign_in.refused`, nobody who is signed in.',
        ),
      ),
    actorName: z.nullable(z.string()).check(z.describe('`null` once the account is gone.')),
    action: z.string().check(z.describe(`One of ${auditActions.join(', ')}; more may come.`)),
    subjectId: z.nullable(z.string()).check(z.describe('What it was done to.')),
    subjectName: z
      .nullable(z.string())
      .check(z.describe('Of a team member, a site, or a visitor who is still known and has told a name.')),
  })
  .check(z.meta({ id: 'AuditEntry', description: 'One recorded action.' }))
export type AuditEntry = z.infer<typeof auditEntry>

/** A page of the audit, newest first. */
export const auditPage = z.object(pageOf(auditEntry))
export type AuditPage = z.infer<typeof auditPage>
