import type pg from 'pg'

/** Says of a moment, not of the installation: processes that run now. */
const TRANSIENT = ['_prisma_migrations', 'server_process']

/** A table as a backup holds it. */
export type Table = {
  name: string
  /** Without those that the database computes. */
  columns: string[]
  /** The columns that order its rows the same in every database, as SQL. */
  order: string
}

/** Makes a connection write and read values alike, whatever the server's settings, and take as long as it takes. */
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

/** The tables with what is worth keeping, each after those that its foreign keys name. */
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
    [TRANSIENT],
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
    if (ready.length === 0) throw new Error('Foreign keys form a circle')
    ordered.push(...ready)
    waiting = waiting.filter((row) => !ready.includes(row))
  }
  return ordered
}

/** The statement that writes all rows of a table, in an order that every database agrees on. */
export function copyOut({ name, columns, order }: Table): string {
  return `COPY (SELECT ${columns.map(quote).join(', ')} FROM ${quote(name)} ORDER BY ${order}) TO STDOUT`
}

/** The statement that reads what {@link copyOut} wrote. */
export function copyIn({ name, columns }: Table): string {
  return `COPY ${quote(name)} (${columns.map(quote).join(', ')}) FROM STDIN`
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
