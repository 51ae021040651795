import * as z from 'zod/mini'
import { email, personName, pictureId, storableString, time } from '../fields'
import { MAX_LINK_TOKEN_LENGTH } from '../limits'
import { newPassword } from './set-up'

/** A team member's role: admins also manage people, sites and the installation. */
export const agentRole = z.enum(['agent', 'admin'])
export type AgentRole = z.infer<typeof agentRole>

/** A team member as their colleagues see them. */
export const teamMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().check(z.describe('The address they sign in with.')),
    role: agentRole,
    isActive: z.boolean().check(z.describe('False once deactivated: they can no longer sign in.')),
    hasTwoFactor: z.boolean().check(z.describe('Whether they use two-factor sign-in.')),
    picture: pictureId,
    lastSeenAt: z
      .nullable(time)
      .check(z.describe('Accurate to about five minutes; `null` if they never signed in.')),
  })
  .check(z.meta({ id: 'TeamMember', description: 'A team member.' }))
export type TeamMember = z.infer<typeof teamMember>

/** The whole team by name, deactivated members last. */
export const team = z.object({ data: z.array(teamMember) })
export type Team = z.infer<typeof team>

/** An admin's change of a team member: at least one of the two. */
export const memberPatch = z
  .strictObject({ role: z.optional(agentRole), isActive: z.optional(z.boolean()) })
  .check(z.refine(({ role, isActive }) => role !== undefined || isActive !== undefined))
export type MemberPatch = z.infer<typeof memberPatch>

/** An invitation to create. With an address, only that address can accept it. */
export const invitationDraft = z.strictObject({ role: agentRole, email: z.optional(email) })
export type InvitationDraft = z.infer<typeof invitationDraft>

/** An invitation that was neither accepted nor revoked. It may have expired. */
export const invitation = z
  .object({
    id: z.string(),
    role: agentRole,
    email: z.nullable(z.string()).check(z.describe('The address it is for; `null`: anyone with the link.')),
    invitedBy: z.nullable(z.string()).check(z.describe('The name of the admin who created it.')),
    createdAt: time,
    expiresAt: time,
  })
  .check(z.meta({ id: 'Invitation', description: 'An open invitation.' }))
export type Invitation = z.infer<typeof invitation>

/** Open invitations, newest first. */
export const invitations = z.object({ data: z.array(invitation) })
export type Invitations = z.infer<typeof invitations>

/** An invitation with its link, which is returned only once. */
export const madeInvitation = z.object({
  invitation,
  url: z.string().check(z.describe('Works once, and is never returned again.')),
})
export type MadeInvitation = z.infer<typeof madeInvitation>

const linkToken = storableString
  .check(z.minLength(1), z.maxLength(MAX_LINK_TOKEN_LENGTH))
  .check(z.describe('The part of the link after `#`.'))

/** The token of an invitation or reset link. */
export const linkProof = z.strictObject({ token: linkToken })

/** What an invitation shows to the person who opens it. */
export const invitationPreview = z.object({
  role: agentRole,
  email: z.nullable(z.string()),
  invitedBy: z.nullable(z.string()),
  expiresAt: time,
})
export type InvitationPreview = z.infer<typeof invitationPreview>

/** The account to create from an invitation. */
export const acceptance = z.strictObject({
  token: linkToken,
  name: personName,
  email,
  password: newPassword,
})
export type Acceptance = z.infer<typeof acceptance>

/** A link with which a team member sets a new password. */
export const madeResetLink = z.object({
  url: z.string().check(z.describe('Works once, and is never returned again.')),
  expiresAt: time,
})
export type MadeResetLink = z.infer<typeof madeResetLink>

/** Whose password a link resets. Shown with the form, so that password managers can match the account. */
export const resetPreview = z.object({ name: z.string(), email: z.string(), expiresAt: time })
export type ResetPreview = z.infer<typeof resetPreview>

/** A new password, with the token of the reset link. */
export const passwordReset = z.strictObject({ token: linkToken, password: newPassword })
export type PasswordReset = z.infer<typeof passwordReset>
