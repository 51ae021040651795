import { randomBytes } from 'node:crypto'
import { setPassword } from '@/server/agents/password'
import { makeResetLinkFromCommandLine } from '@/server/agents/reset-links'
import { resetTwoFactor } from '@/server/agents/two-factor/two-factor'
import { db } from '@/server/database/db'
import { SupportError } from '@/server/errors'
import { env } from '@/server/settings/env'
import { CommandError } from './command-error'

export const USAGE = `npm run agents -- list
npm run agents -- reset-link <email>  # prints a link with which the agent sets a new password; valid once, for a day
npm run agents -- reset <email>       # sets a new password, prints it, and signs the agent out everywhere
npm run agents -- sign-out <email>    # signs the agent out everywhere; the password does not change
npm run agents -- reset-two-factor <email>  # for a lost phone: turns off two-factor sign-in`

/** 100 bits, in groups that are easy to read out and type. */
const PASSWORD_GROUPS = 5

/** 32 letters and digits, 5 bits each, without lookalikes. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/**
 * Lists agents, or recovers an account whose password, session or second factor is lost or stolen. Realtime connections of
 * ended sessions close within seconds if Porchlight is running, otherwise when it starts.
 *
 * @throws CommandError for invalid arguments, and for an address that no agent uses
 */
export async function agentsCommand(args: readonly string[], say: (line: string) => void): Promise<void> {
  const [action, email, ...others] = args
  if (action === 'list' && email === undefined) return list(say)
  if (!isHelp(action) || email === undefined || others.length > 0) {
    throw new CommandError(`Choose list, reset-link, reset, sign-out or reset-two-factor.\n\n${USAGE}`)
  }

  const agent = await findAgent(email)
  if (action === 'reset-link') {
    const { token } = await makeResetLink(agent)
    const { PUBLIC_URL, PORT } = env()
    say(`${agent.name} (${agent.signInEmail}) can set a new password here:\n`)
    say(`  ${PUBLIC_URL ?? `http://localhost:${PORT}`}/reset-password#${token}\n`)
    return say(
      'The link works once, for a day. Using it signs them out everywhere. Earlier links no longer work.',
    )
  }
  if (action === 'sign-out') {
    const { count } = await db.session.deleteMany({ where: { userId: agent.id } })
    return say(`Signed ${agent.name} out everywhere. Sessions ended: ${count}`)
  }

  if (action === 'reset-two-factor') {
    if (!(await resetTwoFactor(agent.id)))
      return say(`${agent.name} does not use two-factor sign-in. Nothing was changed.`)
    return say(
      `${agent.name} now signs in with only the password, and can turn two-factor sign-in on again under “Your account” in the settings.`,
    )
  }

  const password = generatePassword()
  const ended = await setPassword(agent.id, password)
  say(`New password for ${agent.name} (${agent.signInEmail}):\n\n  ${password}\n`)
  say(
    `It is shown only once. Sessions ended: ${ended}. It can be changed under “Your account” in the settings.`,
  )
}

function isHelp(action: string | undefined): boolean {
  return action !== undefined && ['reset-link', 'reset', 'sign-out', 'reset-two-factor'].includes(action)
}

async function list(say: (line: string) => void): Promise<void> {
  const agents = await db.user.findMany({
    where: { role: { in: ['AGENT', 'ADMIN'] } },
    orderBy: [{ role: 'desc' }, { signInEmail: 'asc' }],
    include: { sessions: { where: { expiresAt: { gt: new Date() } }, orderBy: { updatedAt: 'desc' } } },
  })
  if (agents.length === 0)
    return say('There are no accounts yet: open the link that Porchlight prints when it starts.')
  for (const { signInEmail, name, role, deactivatedAt, sessions } of agents) {
    const [latest] = sessions
    const used = latest === undefined ? '' : `, last used ${latest.updatedAt.toISOString().slice(0, 16)}Z`
    const what = deactivatedAt === null ? role.toLowerCase() : `${role.toLowerCase()}, deactivated`
    say(`${signInEmail}  ${name}  ${what}  sessions: ${sessions.length}${used}`)
  }
}

async function makeResetLink({ id, signInEmail }: { id: string; signInEmail: string | null }) {
  try {
    return await makeResetLinkFromCommandLine(id)
  } catch (error) {
    if (!(error instanceof SupportError) || error.code !== 'account_deactivated') throw error
    throw new CommandError(
      `${signInEmail} is deactivated. An admin can reactivate the account under Settings → People.`,
    )
  }
}

async function findAgent(email: string) {
  const agent = await db.user.findFirst({
    where: { signInEmail: email.trim().toLowerCase(), role: { in: ['AGENT', 'ADMIN'] } },
  })
  if (agent === null) throw new CommandError(`No agent signs in with ${email}. \`list\` shows all agents.`)
  return agent
}

function generatePassword(): string {
  const letters = [...randomBytes(PASSWORD_GROUPS * 4)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return Array.from({ length: PASSWORD_GROUPS }, (_, group) =>
    letters.slice(group * 4, group * 4 + 4).join(''),
  ).join('-')
}
