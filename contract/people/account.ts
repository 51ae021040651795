import * as z from 'zod/mini'
import { email, personName, pictureId, storableString, time } from '../fields'
import { flag } from '../http/page'
import { MAX_PASSWORD_LENGTH } from '../limits'
import { newPassword } from './set-up'
import { secondFactorCode } from './sign-in'

const presentPassword = storableString.check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH))

/** What agents may change in their own profile. Changing the address requires the current password. */
export const profilePatch = z
  .strictObject({
    name: z.optional(personName),
    email: z.optional(email),
    currentPassword: z.optional(presentPassword),
  })
  .check(
    z.refine(({ name, email }) => name !== undefined || email !== undefined),
    z.refine(({ email, currentPassword }) => (email === undefined) === (currentPassword === undefined), {
      path: ['currentPassword'],
      message: 'is required with a new address, and only then',
    }),
  )
export type ProfilePatch = z.infer<typeof profilePatch>

/** An agent's own view of their account. */
export const profile = z.object({
  id: z.string(),
  name: z.string().check(z.describe('Visitors see it next to this agent’s messages.')),
  email: z.string().check(z.describe('What the agent signs in with.')),
  role: z.enum(['agent', 'admin']),
  hasTwoFactor: z.boolean().check(z.describe('Whether signing in with the password also requires a code.')),
  signInWays: z
    .array(z.enum(['password', 'provider']))
    .check(
      z.describe(
        'How this agent can sign in. Agents who joined through the provider have no password until an admin creates a reset link.',
      ),
    ),
  providerName: z
    .nullable(z.string())
    .check(z.describe('Display name of the sign-in provider; `null` if none is configured.')),
  picture: pictureId,
})
export type Profile = z.infer<typeof profile>

/** A new password, with the current one to confirm the agent's identity. */
export const passwordChange = z.strictObject({
  currentPassword: presentPassword,
  newPassword,
})
export type PasswordChange = z.infer<typeof passwordChange>

/** The current password, to confirm the agent's identity before changing how they sign in. */
export const passwordProof = z.strictObject({ currentPassword: presentPassword })
export type PasswordProof = z.infer<typeof passwordProof>

/** What an authenticator app needs. Returned only once. */
export const twoFactorSetup = z.object({
  key: z
    .string()
    .check(z.describe('For typing: 160 bits in Base32. SHA-1, six digits, 30 seconds (RFC 6238).')),
  uri: z.string().check(z.describe('For a QR code: otpauth://totp/…')),
})
export type TwoFactorSetup = z.infer<typeof twoFactorSetup>

/** A code from the app, to confirm that it is set up. */
export const codeProof = z.strictObject({ code: secondFactorCode })
export type CodeProof = z.infer<typeof codeProof>

/** Single-use codes in case the app is lost. Returned only once. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

/** A browser in which an agent is signed in. */
export const agentSession = z.object({
  id: z.string(),
  browser: z
    .nullable(z.string())
    .check(z.describe('Browser and operating system in words; `null` if unknown.')),
  createdAt: time.check(z.describe('When the agent signed in.')),
  lastUsedAt: time.check(z.describe('Accurate to about five minutes.')),
  isCurrent: z.boolean().check(z.describe('Whether this request was made with it.')),
})

/** Where an agent is signed in, most recently used first. */
export const agentSessions = z.object({ data: z.array(agentSession) })
export type AgentSession = z.infer<typeof agentSession>
export type AgentSessions = z.infer<typeof agentSessions>

/** Which sessions to end: all, or all but the current one. */
export const endedSessionsQuery = z.strictObject({ keepCurrent: z.optional(flag) })

/** How many sessions were ended. */
export const endedSessions = z.object({ endedSessions: z.int() })
export type EndedSessions = z.infer<typeof endedSessions>
