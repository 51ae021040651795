import * as z from 'zod'

export const HEADER = 'backup.json'
export const MANIFEST = 'manifest.json'

/** Tables with credentials, which `--without-secrets` omits. */
export const SECRET_TABLES = ['secret', 'session', 'verification']

/** The first file of a backup: its format, and the migrations and tables that a database needs to receive it. */
export const backupHeader = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  porchlight: z.string(),
  postgres: z.string(),
  hasSecrets: z.boolean(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
})
export type BackupHeader = z.output<typeof backupHeader>

/** The last file of a backup: row counts and checksums, to detect damage. */
export const backupManifest = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  sequences: z.record(z.string(), z.object({ value: z.string(), isCalled: z.boolean() })),
})
export type BackupManifest = z.output<typeof backupManifest>

/** The name of a part of a table. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}`
}

/** The table that a part belongs to; `null` for other files. */
export function tableOfPart(name: string): string | null {
  return /^tables\/(.+)\/\d{6,}$/.exec(name)?.[1] ?? null
}
