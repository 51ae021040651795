#!/usr/bin/env node
// A drop-in replacement for Prisma's native `schema-engine` executable.
// It speaks the same JSON-RPC-over-stdio protocol as the native engine and
// delegates every method to the official WebAssembly build of the same engine
// (@prisma/schema-engine-wasm), talking to PostgreSQL through @prisma/adapter-pg.
// The Prisma CLI finds it through PRISMA_SCHEMA_ENGINE_BINARY (see prisma.config.ts) and starts it by
// itself, so the file must be executable (mode 755). By hand: scripts/steps/prisma-schema-engine.mjs --version
// PRISMA_SCHEMA_ENGINE_DEBUG=1 prints the engine's log to stderr.
import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: opts, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
})

const enginePkg = '@prisma/schema-engine-wasm/schema_engine_bg'
if (opts.version) {
  const dir = new URL('./package.json', import.meta.resolve(enginePkg))
  console.log(`schema-engine-wasm ${JSON.parse(readFileSync(dir, 'utf8')).version}`)
  process.exit(0)
}

const [{ default: pg }, { parse: parseConnectionString }] = await Promise.all([
  import('pg'),
  import('pg-connection-string'),
])
const datasource = JSON.parse(opts.datasource ?? '{}')

// ---- `schema-engine cli …` sub-commands -------------------------------------------------
const quote = (id) => `"${id.replaceAll('"', '""')}"`
async function withAdmin(url, fn) {
  let last
  for (const database of ['postgres', 'template1']) {
    const u = new URL(url)
    u.pathname = `/${database}`
    u.searchParams.delete('schema')
    const client = new pg.Client({ connectionString: u.href })
    try {
      await client.connect()
    } catch (e) {
      last = e
      continue
    }
    try {
      return await fn(client)
    } finally {
      await client.end()
    }
  }
  throw last
}
async function createDatabase(url) {
  await withAdmin(url, (c) => c.query(`CREATE DATABASE ${quote(dbName(url))}`)).catch((e) => {
    // Another process created it first.
    if (e.code !== '42P04' && e.code !== '23505') throw e
  })
}
const dbName = (url) => decodeURIComponent(new URL(url).pathname.slice(1))
function knownError(e, url) {
  const u = new URL(url),
    where = `${u.hostname}:${u.port || 5432}`
  if (e.code === '3D000')
    return { error_code: 'P1003', message: `Database \`${dbName(url)}\` does not exist` }
  if (e.code === '28P01' || e.code === '28000')
    return {
      error_code: 'P1000',
      message: `Authentication failed against database server at \`${u.hostname}\`, the provided database credentials for \`${u.username}\` are not valid.`,
    }
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ECONNRESET', 'EAI_AGAIN', 'ETIMEDOUT'].includes(e.code))
    return {
      error_code: 'P1001',
      message: `Can't reach database server at \`${where}\`\n\nPlease make sure your database server is running at \`${where}\`.`,
    }
  return { error_code: e.code ?? 'P1017', message: e.message }
}
if (positionals[0] === 'cli') {
  const log = (level, fields) =>
    process.stderr.write(
      `${JSON.stringify({
        timestamp: new Date().toISOString(),
        level,
        fields,
        target: 'schema_engine::logger',
      })}\n`,
    )
  const { url } = datasource
  log('INFO', { message: 'Starting schema engine CLI' }) // the CLI skips the first line
  try {
    switch (positionals[1]) {
      case 'can-connect-to-database': {
        const c = new pg.Client({ connectionString: url })
        await c.connect()
        await c.end()
        break
      }
      case 'create-database':
        await createDatabase(url)
        break
      case 'drop-database':
        await withAdmin(url, (c) => c.query(`DROP DATABASE IF EXISTS ${quote(dbName(url))} WITH (FORCE)`))
        break
      default:
        throw new Error(`Unknown sub-command ${positionals[1]}`)
    }
    process.exit(0)
  } catch (e) {
    log('ERROR', knownError(e.errors?.[0] ?? e, url))
    process.exit(1)
  }
}

// ---- JSON-RPC server --------------------------------------------------------------------
const [{ PrismaPg }, { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum }, glue] = await Promise.all([
  import('@prisma/adapter-pg'),
  import('@prisma/driver-adapter-utils'),
  import(enginePkg),
])
const wasm = readFileSync(fileURLToPath(new URL('./schema_engine_bg.wasm', import.meta.resolve(enginePkg))))
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: '',
  set_message(m) {
    this.message = m
  },
}
const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
glue.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

const rename = { getDatabaseVersion: 'version' }
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

// A single-connection pool: the engine relies on session state (advisory lock, search_path).
function openPool(config) {
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
  pool.on('error', () => {})
  const query = pool.query.bind(pool)
  pool.query = async (...args) => {
    const result = await query(...args)
    // @prisma/adapter-pg has no mapping for the internal `"char"` type (oid 18): present it
    // as text here and correct the column type in `queryRaw` below.
    result.fields?.forEach((field, i) => {
      if (field.dataTypeID !== 18) return
      field.dataTypeID = 25
      charColumns.getStore()?.push(i)
    })
    return result
  }
  return pool
}
const charColumns = new AsyncLocalStorage()
async function openAdapter({ config, schema }, onDispose) {
  const pool = openPool(config)
  if (schema !== 'public') await pool.query(`CREATE SCHEMA IF NOT EXISTS ${quote(schema)}`)
  const adapter = await new PrismaPg(pool, { schema }).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const columns = []
    const result = await charColumns.run(columns, () => queryRaw(query))
    for (const i of columns) result.columnTypes[i] = ColumnTypeEnum.Character
    return result
  }
  // The stock implementation splits on ';' which breaks functions and triggers ($$ bodies).
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (e) {
      adapter.onError(e)
    }
  }
  adapter.dispose = () => pool.end().then(onDispose)
  return adapter
}
function connectionOf(url) {
  const { schema, ...config } = parseConnectionString(url)
  const searchPath = schema ? { options: `-c search_path=${quote(schema)}` } : {}
  return {
    schema: schema ?? 'public',
    config: { ...config, ...searchPath, port: config.port ? Number(config.port) : undefined },
  }
}
function adapterFor({ url, shadowDatabaseUrl }) {
  const main = connectionOf(url)
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openAdapter(main),
    async connectToShadowDb() {
      if (shadowDatabaseUrl) {
        if (shadowDatabaseUrl === url) throw new Error('The shadow database must not be the main database')
        const shadow = connectionOf(shadowDatabaseUrl)
        const adapter = await openAdapter(shadow)
        await adapter.executeScript(
          `DROP SCHEMA ${quote(shadow.schema)} CASCADE; CREATE SCHEMA ${quote(shadow.schema)}`,
        )
        return adapter
      }
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
      const admin = openPool(main.config)
      await admin.query(`CREATE DATABASE ${quote(database)}`)
      return openAdapter({ ...main, config: { ...main.config, database } }, async () => {
        await admin.query(`DROP DATABASE IF EXISTS ${quote(database)} WITH (FORCE)`)
        await admin.end()
      })
    },
  })
}
let engine
function getEngine() {
  const { url = 'postgresql://localhost/postgres', shadowDatabaseUrl } = datasource
  const datamodels = opts.datamodels?.map((path) => [path, readFileSync(path, 'utf8')])
  const log = (line) => process.env.PRISMA_SCHEMA_ENGINE_DEBUG && console.error(line)
  engine ??= glue.SchemaEngine.new({ datamodels }, log, adapterFor({ url, shadowDatabaseUrl }))
  return engine
}
// Only `diagnoseMigrationHistory` is allowed to open a shadow database in the WebAssembly build;
// these methods merely read the schema it caches for a given list of migrations.
const readsShadowCache = new Set(['evaluateDataLoss', 'createMigration'])
async function call(method, params) {
  const e = await getEngine()
  if (readsShadowCache.has(method)) {
    const { migrationsList, filters } = params
    await e.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true })
  }
  return (await e[rename[method] ?? method](params)) ?? null
}
async function handle({ id, method, params }) {
  try {
    if (method === 'createDatabase') {
      await createDatabase(datasource.url)
      return send({ id, result: { databaseName: dbName(datasource.url) } })
    }
    let result = await call(method, params)
    if (method === 'diff') {
      const { stdout, ...rest } = result
      if (stdout) send({ id: `print-${id}`, method: 'print', params: { content: stdout.replace(/\n$/, '') } })
      result = rest
    }
    send({ id, result })
  } catch (error) {
    const panic = error instanceof WebAssembly.RuntimeError
    send({
      id,
      error: {
        code: panic ? -32603 : 4466,
        message: 'An error happened. Check the data field for details.',
        data: {
          is_panic: panic,
          message: panic
            ? `${globalThis.PRISMA_WASM_PANIC_REGISTRY.message || error.message}`
            : (error?.message ?? String(error)),
          ...(error?.code ? { error_code: error.code } : {}),
          meta: null,
          backtrace: null,
        },
      },
    })
  }
}
let queue = Promise.resolve()
const input = createInterface({ input: process.stdin, crlfDelay: Infinity })
input.on('line', (line) => {
  if (!line.trim()) return
  const message = JSON.parse(line)
  if (!message.method) return // the CLI's answers to `print`
  queue = queue.then(() => handle(message))
})
input.on('close', () => queue.finally(() => process.exit(0)))
