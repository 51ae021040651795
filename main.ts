import { watchAbandonedJobs } from '@/process/abandoned-jobs'
import { createAdminFromSettings } from '@/process/first-admin'
import { type Database, migrateDatabase, openDatabase } from '@/process/postgres/database'
import { isRegistryThere, joinProcesses, type Membership } from '@/process/process-registry'
import { checkRealtimeKey, prepareRealtime, realtimeServiceName } from '@/process/realtime'
import { readOrCreateSecrets } from '@/process/secrets'
import { loadSettings } from '@/process/settings'
import { StartUpError } from '@/process/start-up-error'
import { stopOnSignals } from '@/process/stop'
import { createApiListener } from '@/process/web/api-server'
import { preparePages } from '@/process/web/pages'
import { createClientReader } from '@/process/web/requests/client-address'
import { warmUp } from '@/process/web/warm-up'
import {
  checkPort,
  closeWebServer,
  createWebServer,
  listen,
  serve,
  trackSockets,
} from '@/process/web/web-server'
import { readWidgetBuild } from '@/process/web/widget/build'
import { createWidgetListener } from '@/process/web/widget/listener'
import { isSetUp } from '@/server/agents/installation'
import { tryProvider } from '@/server/agents/oidc/provider'
import { setUpLink } from '@/server/agents/setup-token'
import { closeDatabase } from '@/server/database/db'
import { isDatabaseAway } from '@/server/database/errors'
import { armFailPoints } from '@/server/fail-point'
import { startJobs } from '@/server/jobs/runner'
import { log } from '@/server/logger'
import { connectAbly } from '@/server/realtime/ably-realtime'
import { ablyRest, signingRest } from '@/server/realtime/ably-rest'
import { watchAvailability } from '@/server/realtime/availability'
import { ConnectionPublisher } from '@/server/realtime/connection-publisher'
import { startRelay } from '@/server/realtime/relay/schedule'
import { RequestPublisher } from '@/server/realtime/request-publisher'
import { type Env, provideEnv } from '@/server/settings/env'

/** How long running requests may take to end when the process stops, in milliseconds. */
const REQUEST_GRACE_MS = 3_000

/** The process: database, realtime server, API, pages, relay and jobs, in the order in which they need each other. */
async function main(): Promise<void> {
  const settings = loadSettings()
  await checkPort(settings.PORT, settings.HOST)
  const database = await openDatabase(settings)
  try {
    provideEnv({ ...settings, DATABASE_URL: database.url })
    // Once the services run they stop in order; before that there is nothing to stop.
    let end: () => void = () => process.exit(1)
    const join = () =>
      joinProcesses({
        realtime: realtimeServiceName(settings),
        say: console.log,
        onReplaced: () => end(),
      })
    // Before it migrates where that can be: a process that is in the way still works with the tables as they are.
    let membership = (await isRegistryThere()) ? await join() : null
    try {
      await migrateDatabase(database)
      membership ??= await join()
      end = await startServices(settings, database, membership)
    } catch (error) {
      await membership?.leave()
      throw error
    }
  } catch (error) {
    await closeDatabase()
    await database.stop()
    throw error
  }
}

/** @returns what stops them and ends the process */
async function startServices(settings: Env, database: Database, membership: Membership): Promise<() => void> {
  const { PORT, HOST, PUBLIC_URL, TRUSTED_PROXIES = [] } = settings
  const secrets = await readOrCreateSecrets()
  provideEnv({ ...settings, DATABASE_URL: database.url, AUTH_SECRET: settings.AUTH_SECRET ?? secrets.auth })
  if (settings.FAILPOINT) armFailPoints(settings.FAILPOINT)
  await createAdminFromSettings(settings)

  const isDevelopment = process.env.NODE_ENV !== 'production'
  const server = createWebServer(TRUSTED_PROXIES)
  const sockets = trackSockets(server)
  const realtime = prepareRealtime(settings, secrets)
  const pages = await preparePages({ isDevelopment, port: PORT, host: HOST })
  const build = readWidgetBuild('dist/widget')
  if (build === null) log.process.warn({}, 'the widget was not built: other web sites cannot load it')
  serve(server, {
    api: createApiListener(),
    widget: build && createWidgetListener(build),
    pages,
    realtime,
    clientOf: createClientReader(TRUSTED_PROXIES),
  })

  await listen(server, PORT, HOST)
  if (realtime === null) await checkRealtimeKey()
  const ably = connectAbly()
  const publisher = new ConnectionPublisher(ably, new RequestPublisher(ablyRest(), signingRest()))
  const stopRelay = startRelay(publisher)
  const watcher = connectAbly()
  const stopWatching = watchAvailability(watcher)
  const stopJobs = startJobs({ onWorker: membership.noteJobWorker })
  const stopWatchingJobs = watchAbandonedJobs()

  // Backwards: first nobody new, then what is due goes out, and the database last.
  const end = stopOnSignals(async () => {
    const requestsEnded = closeWebServer(server, REQUEST_GRACE_MS)
    stopWatchingJobs()
    await stopJobs()
    await stopRelay()
    stopWatching()
    watcher.close()
    ably.close()
    await realtime?.close()
    sockets.destroyAll()
    await requestsEnded
    await pages.close()
    await membership.leave()
    await closeDatabase()
    await database.stop()
  })

  const address = PUBLIC_URL ?? `http://localhost:${PORT}`
  const begin = (await isSetUp()) ? null : await setUpLink(address)
  if (!isDevelopment) await warmUp(server, address, begin === null ? '/sign-in' : '/setup')
  console.log(`Porchlight is ready at ${address}`)
  console.log(begin === null ? `Answer from ${address}/support/agent` : `Begin at ${begin}`)
  void tryProvider()
  if (TRUSTED_PROXIES.length > 0 && PUBLIC_URL === undefined)
    log.process.warn(
      {},
      'TRUSTED_PROXIES is set without PUBLIC_URL: cookies are not marked Secure; set PUBLIC_URL',
    )
  return end
}

main().catch((error) => {
  // Not by console: once the pages are prepared, what libraries print there goes into the log as JSON.
  if (error instanceof StartUpError) process.stderr.write(`${error.message}\n`)
  else if (isDatabaseAway(error))
    process.stderr.write('The database went away during the start: start again once it answers\n')
  else log.process.error({ error }, 'the start failed')
  process.exit(1)
})
