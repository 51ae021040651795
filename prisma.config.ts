import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's CLI would download a native engine for every command; ours runs the same engine from npm, offline too.
// Windows cannot spawn a script as an executable, so it keeps the native engine.
if (process.platform !== 'win32') {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(
    import.meta.dirname,
    'scripts/steps/prisma-schema-engine.mjs',
  )
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate` and `validate` need no database, so an empty address is fine for them.
  datasource: {
    url: process.env.DATABASE_URL ?? '',
    shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL ?? '',
  },
})
