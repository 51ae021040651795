import * as z from 'zod/mini'
import { email, personName, pictureId, storableString, time } from '../fields'
import { flag } from '../http/page'
import { MAX_PASSWORD_LENGTH } from '../limits'
import { newPassword } from './set-up'
import { secondFactorCode } from './sign-in'

const presentPassword = storableString.check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH))

/** What an agent may change of their own profile. Another address needs the present password. */
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
      message: 'goes with another address, and with nothing else',
    }),
  )
export type ProfilePatch = z.infer<typeof profilePatch>

/** An agent, as they see themselves. */
export const profile = z.object({
  id: z.string(),
  name: z.string().check(z.describe('Visitors see it beside what this agent writes.')),
  email: z.string().check(z.describe('What the agent signs in with.')),
  role: z.enum(['agent', 'admin']),
  hasTwoFactor: z.boolean().check(z.describe('Whether signing in with the password also takes a code.')),
  signInWays: z
    .array(z.enum(['password', 'provider']))
    .check(
      z.describe(
        'How this agent can sign in. Who came by the provider has no password until an admin makes a reset link.',
      ),
    ),
  providerName: z
    .nullable(z.string())
    .check(z.describe('What people call the sign-in provider. `null`: there is none.')),
  picture: pictureId,
})
export type Profile = z.infer<typeof profile>

/** A new password, and the present one as proof that it is the agent who changes it. */
export const passwordChange = z.strictObject({
  currentPassword: presentPassword,
  newPassword,
})
export type PasswordChange = z.infer<typeof passwordChange>

/** The present password, as proof that it is the agent who changes how they sign in. */
export const passwordProof = z.strictObject({ currentPassword: presentPassword })
export type PasswordProof = z.infer<typeof passwordProof>

/** What an authenticator app needs to know. It is told only in this answer. */
export const twoFactorSetup = z.object({
  key: z.string().check(z.describe('To type: Base32 of 160 bits. SHA-1, six digits, 30 seconds (RFC 6238).')),
  uri: z.string().check(z.describe('To show as a QR code: otpauth://totp/…')),
})
export type TwoFactorSetup = z.infer<typeof twoFactorSetup>

/** A code of the app, as proof that it was set up. */
export const codeProof = z.strictObject({ code: secondFactorCode })
export type CodeProof = z.infer<typeof codeProof>

/** Codes for the day on which the app is lost. Each works once; they are told only in this answer. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof recoveryCodes>

/** One browser in which an agent is signed in. */
export const agentSession = z.object({
  id: z.string(),
  browser: z.nullable(z.string()).check(z.describe('Browser and system in words, where the browser told.')),
  createdAt: time.check(z.describe('When it signed in.')),
  lastUsedAt: time.check(z.describe('Exact to about five minutes.')),
  isCurrent: z.boolean().check(z.describe('Whether it is the one that asks.')),
})

/** Where an agent is signed in, the latest used first. */
export const agentSessions = z.object({ data: z.array(agentSession) })
export type AgentSession = z.infer<typeof agentSession>
export type AgentSessions = z.infer<typeof agentSessions>

/** Which sessions to end: all of them unless this one is to stay. */
export const endedSessionsQuery = z.strictObject({ keepCurrent: z.optional(flag) })

/** How many sessions have ended. */
export const endedSessions = z.object({ endedSessions: z.int() })
export type EndedSessions = z.infer<typeof endedSessions>
