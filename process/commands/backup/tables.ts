import type pg from 'pg'

/** Tables that a backup omits: migrations are in its header, and processes are transient. */
const OMITTED = ['_prisma_migrations', 'server_process']

/** A table in a backup. */
export type Table = {
  name: string
  /** Without generated columns. */
  columns: string[]
  /** The ORDER BY list that yields the same order in every database. */
  order: string
}

/** Fixes the session's value formats, regardless of the server's settings, and disables timeouts. */
export async function prepareSession(client: pg.Client): Promise<void> {
  await client.query(`
    SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres';
    SET bytea_output = 'hex'; SET extra_float_digits = 1;
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET client_min_messages = warning`)
  // PostgreSQL 17 and newer.
  await client.query(
    "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout'",
  )
}

/** The tables to back up, each after those that it references. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `SELECT c.relname AS name,
       (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       (SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation = 0 THEN '' ELSE ' COLLATE "C"' END, ', '
                          ORDER BY array_position(i.indkey::int2[], attnum))
        FROM pg_attribute WHERE attrelid = c.oid AND attnum = ANY (i.indkey)) AS order,
       ARRAY(SELECT confrelid::regclass::oid::text FROM pg_constraint
             WHERE conrelid = c.oid AND contype = 'f' AND confrelid <> c.oid) AS needs, c.oid::text AS oid
     FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1)
     ORDER BY c.relname`,
    [OMITTED],
  )
  return inOrder(rows as (Table & { needs: string[]; oid: string })[]).map(({ name, columns, order }) => ({
    name,
    columns,
    order,
  }))
}

function inOrder<Row extends { oid: string; needs: string[] }>(rows: Row[]): Row[] {
  const ordered: Row[] = []
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => !waiting.some(({ oid }) => needs.includes(oid)))
    if (ready.length === 0) throw new Error('Foreign keys form a cycle')
    ordered.push(...ready)
    waiting = waiting.filter((row) => !ready.includes(row))
  }
  return ordered
}

/** The statement that exports all rows of a table, in the same order in every database. */
export function copyOut({ name, columns, order }: Table): string {
  return `COPY (SELECT ${columns.map(quote).join(', ')} FROM ${quote(name)} ORDER BY ${order}) TO STDOUT`
}

/** The statement that imports the output of {@link copyOut}. */
export function copyIn({ name, columns }: Table): string {
  return `COPY ${quote(name)} (${columns.map(quote).join(', ')}) FROM STDIN`
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
