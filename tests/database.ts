import { pool } from '@/server/database/db'
import { forgetAdmissions } from '@/server/http/limits/admission'
import { forgetSites } from '@/server/sites/sites'

/** The default site of every test's database. */
export const SITE_ID = 'site0001'
export const SITE_KEY = 'pk_0123456789abcdef'

/** Built on the first call: the schema does not change during a run. */
let statement: string | null = null

/**
 * Resets this worker's database to its state after the migrations: only the rows of the installation and the default site, and
 * fresh limits. Call it in `beforeEach` of tests that write.
 */
export async function emptyDatabase(): Promise<void> {
  statement ??= await truncateStatement()
  await pool.query(statement)
  forgetAdmissions()
  forgetSites()
}

async function truncateStatement(): Promise<string> {
  const { rows: databases } = await pool.query('SELECT current_database() AS name')
  if (!/^test_\d+_\d+$/.test(databases[0].name)) {
    throw new Error(`emptyDatabase() refuses: ${databases[0].name} is not a test's database`)
  }
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  const names = tables.map(({ name }) => name).join(', ')
  return `SET porchlight.audit = 'retention'; TRUNCATE ${names} RESTART IDENTITY CASCADE; INSERT INTO installation (id) VALUES (1);
    INSERT INTO site (id, key, name, is_default) VALUES ('${SITE_ID}', '${SITE_KEY}', 'Evening Light', TRUE);
    RESET porchlight.audit`
}
