import * as z from 'zod/mini'
import { email, personName, pictureId, storableString, time } from '../fields'
import { MAX_LINK_TOKEN_LENGTH } from '../limits'
import { newPassword } from './set-up'

/** A team member's role: admins also manage people, sites and the installation. */
export const agentRole = z.enum(['agent', 'admin'])
export type AgentRole = z.infer<typeof agentRole>

/** A team member, as their colleagues see them. */
export const teamMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().check(z.describe('What they sign in with.')),
    role: agentRole,
    isActive: z.boolean().check(z.describe('False once they are deactivated: they can no longer sign in.')),
    hasTwoFactor: z.boolean().check(z.describe('Whether they sign in with a second factor.')),
    picture: pictureId,
    lastSeenAt: z.nullable(time).check(z.describe('Exact to about five minutes; `null`: never signed in.')),
  })
  .check(z.meta({ id: 'TeamMember', description: 'A team member.' }))
export type TeamMember = z.infer<typeof teamMember>

/** The whole team by name, those who are deactivated last. */
export const team = z.object({ data: z.array(teamMember) })
export type Team = z.infer<typeof team>

/** An admin's change of a team member: at least one of the two. */
export const memberPatch = z
  .strictObject({ role: z.optional(agentRole), isActive: z.optional(z.boolean()) })
  .check(z.refine(({ role, isActive }) => role !== undefined || isActive !== undefined))
export type MemberPatch = z.infer<typeof memberPatch>

/** Who is invited. With an address the invitation is for that address alone. */
export const invitationDraft = z.strictObject({ role: agentRole, email: z.optional(email) })
export type InvitationDraft = z.infer<typeof invitationDraft>

/** An invitation that was neither accepted nor revoked. It may have expired. */
export const invitation = z
  .object({
    id: z.string(),
    role: agentRole,
    email: z.nullable(z.string()).check(z.describe('Whom it is for; `null`: anyone who has the link.')),
    invitedBy: z.nullable(z.string()).check(z.describe('The name of the admin who made it.')),
    createdAt: time,
    expiresAt: time,
  })
  .check(z.meta({ id: 'Invitation', description: 'An invitation that waits to be accepted.' }))
export type Invitation = z.infer<typeof invitation>

/** The invitations that wait, newest first. */
export const invitations = z.object({ data: z.array(invitation) })
export type Invitations = z.infer<typeof invitations>

/** An invitation with its link, which is told only in this answer. */
export const madeInvitation = z.object({
  invitation,
  url: z.string().check(z.describe('Works once. It is shown now and never again.')),
})
export type MadeInvitation = z.infer<typeof madeInvitation>

const linkToken = storableString
  .check(z.minLength(1), z.maxLength(MAX_LINK_TOKEN_LENGTH))
  .check(z.describe('What stands after the # of the link.'))

/** The token of a link, to look at or to use. */
export const linkProof = z.strictObject({ token: linkToken })

/** What a person who opens an invitation learns of it. */
export const invitationPreview = z.object({
  role: agentRole,
  email: z.nullable(z.string()),
  invitedBy: z.nullable(z.string()),
  expiresAt: time,
})
export type InvitationPreview = z.infer<typeof invitationPreview>

/** Who accepts an invitation. */
export const acceptance = z.strictObject({
  token: linkToken,
  name: personName,
  email,
  password: newPassword,
})
export type Acceptance = z.infer<typeof acceptance>

/** A link by which a team member chooses a new password. */
export const madeResetLink = z.object({
  url: z.string().check(z.describe('Works once. It is shown now and never again.')),
  expiresAt: time,
})
export type MadeResetLink = z.infer<typeof madeResetLink>

/** Whose password a link resets: shown before it is used, so that a password manager knows. */
export const resetPreview = z.object({ name: z.string(), email: z.string(), expiresAt: time })
export type ResetPreview = z.infer<typeof resetPreview>

/** A new password, with the link that allows it. */
export const passwordReset = z.strictObject({ token: linkToken, password: newPassword })
export type PasswordReset = z.infer<typeof passwordReset>
