import { pool } from '@/server/database/db'

/** All rows of all tables as text, with all columns, as in `pg_dump`. By table name. */
export async function dumpDatabase(): Promise<Map<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  )
  const dump = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await pool.query<{ line: string }>(
      `SELECT row::text AS line FROM ${name} AS row ORDER BY 1`,
    )
    dump.set(name.replace(/^public\./, ''), rows.map(({ line }) => line).join('\n'))
  }
  return dump
}

/** The tables that contain each mark, in any encoding. Omits marks that occur nowhere. */
export function findMarks(dump: ReadonlyMap<string, string>, marks: Readonly<Record<string, string>>) {
  const found = Object.entries(marks).map(([name, mark]): [string, string[]] => [
    name,
    [...dump].filter(([, text]) => text.toLowerCase().includes(mark.toLowerCase())).map(([table]) => table),
  ])
  return Object.fromEntries(found.filter(([, tables]) => tables.length > 0))
}
