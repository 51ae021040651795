import * as z from 'zod/mini'
import { email, personName, storableString, time } from './fields'
import { MAX_PASSWORD_LENGTH } from './limits'
import { flag } from './page'
import { newPassword } from './set-up'

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
})
export type Profile = z.infer<typeof profile>

/** A new password, and the present one as proof that it is the agent who changes it. */
export const passwordChange = z.strictObject({
  currentPassword: presentPassword,
  newPassword,
})
export type PasswordChange = z.infer<typeof passwordChange>

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
