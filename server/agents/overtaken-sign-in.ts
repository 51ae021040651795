import { db } from '@/server/database/db'

/** The stored password hash of an account; `null` if no account has this address. */
export async function storedPassword(email: string): Promise<string | null> {
  // Waits for a concurrent change to commit: its transaction may already have deleted the sessions.
  const [row] = await db.$queryRaw<{ password: string | null }[]>`
    SELECT account.password FROM account JOIN users ON users.id = account.user_id
    WHERE users.sign_in_email = ${email} AND account.provider_id = 'credential' FOR SHARE OF account`
  return row?.password ?? null
}

/**
 * Ends the new session of a sign-in if the password changed while it was being verified. Changing a password ends all sessions,
 * but this one did not exist yet.
 *
 * @param before the result of {@link storedPassword} before the sign-in
 * @returns whether it ended the session
 */
export async function endOvertakenSignIn(
  email: string,
  before: string | null,
  sessionToken: string,
): Promise<boolean> {
  if ((await storedPassword(email)) === before) return false
  await db.session.deleteMany({ where: { token: sessionToken } })
  return true
}
