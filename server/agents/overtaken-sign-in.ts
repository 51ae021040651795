import { db } from '@/server/database/db'

/** The password that an account has at this moment, as it is stored; `null` where there is no account of this address. */
export async function storedPassword(email: string): Promise<string | null> {
  // Waits for a change that is about to commit: its transaction may have ended the sessions already.
  const [row] = await db.$queryRaw<{ password: string | null }[]>`
    SELECT account.password FROM account JOIN users ON users.id = account.user_id
    WHERE users.sign_in_email = ${email} AND account.provider_id = 'credential' FOR SHARE OF account`
  return row?.password ?? null
}

/**
 * Ends the session of a sign-in whose password was replaced while it was verified: changing a password ends all sessions, and this
 * one did not exist yet.
 *
 * @param before what {@link storedPassword} answered before the sign-in
 * @returns whether the sign-in was overtaken
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
