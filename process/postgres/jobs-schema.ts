import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { StartUpError } from '@/process/start-up-error'
import { libraryLog } from '@/server/jobs/library-log'
import { JOBS_SCHEMA } from '@/server/jobs/schema'

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * As the library creates it, but without its `CREATE SCHEMA IF NOT EXISTS`, which needs the privilege even if the schema
 * exists.
 */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS ${JOBS_SCHEMA}.migrations (
  id int PRIMARY KEY, ts timestamptz NOT NULL DEFAULT now(), breaking boolean NOT NULL DEFAULT false)`

type SchemaFacts = { account: string; database: string; isThere: boolean; isUsable: boolean }

const FACTS = `SELECT quote_ident(current_user) AS account, current_database() AS database, oid IS NOT NULL AS "isThere",
  coalesce(has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE'), false) AS "isUsable"
  FROM (SELECT to_regnamespace('${JOBS_SCHEMA}')) AS schema (oid)`

/**
 * Migrates graphile-worker's tables.
 *
 * @param client a connection that holds the migration lock
 * @throws StartUpError with the statement to run if the role may not create or use the schema
 */
export async function migrateJobs(client: pg.Client, databaseUrl: string): Promise<void> {
  await prepareSchema(client)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  // graphile-worker warns about pools without these handlers. Failures reject the query anyway.
  pool.on('error', () => {}).on('connect', (connection) => connection.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, schema: JOBS_SCHEMA, logger: libraryLog })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new StartUpError(`The schema ${JOBS_SCHEMA} could not be migrated: ${message}`)
  } finally {
    await pool.end()
  }
}

async function prepareSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<SchemaFacts>(FACTS)
  const { account, database, isThere, isUsable } = rows[0] as SchemaFacts
  if (!isThere) {
    await client.query(`CREATE SCHEMA ${JOBS_SCHEMA}`).catch((error) => {
      if (error.code !== INSUFFICIENT_PRIVILEGE) throw error
      throw new StartUpError(
        `The role ${account} may not create the schema for Porchlight's jobs: run CREATE SCHEMA ${JOBS_SCHEMA} AUTHORIZATION ${account}; in the database ${database}, as its owner`,
      )
    })
  } else if (!isUsable) {
    throw new StartUpError(
      `The role ${account} may not use the schema for Porchlight's jobs: run GRANT CREATE, USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${account}; in the database ${database}, as the owner of the schema`,
    )
  }
  await client.query(BOOKKEEPING)
}
