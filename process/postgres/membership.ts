import pg from 'pg'

/** Every process that uses the server holds this lock in shared mode; one that gets it exclusively may stop the server. */
const USERS_LOCK = 1_886_350_439

/** A connection that marks the server as in use for as long as this process lives, however it ends. */
export async function openMembership(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'porchlight keeper' })
  // Ignored: other connections report when the server goes away.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

/** True if no other process uses the server. From then on, new processes wait until it has stopped. */
export async function leaveMembership(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK])
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS alone', [USERS_LOCK])
    return rows[0].alone
  } catch {
    return false
  }
}
