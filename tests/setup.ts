import { afterAll, afterEach, beforeEach } from 'vitest'
import { assertConsoleAsExpected, watchConsole } from './console'
import { endFakes } from './end-fakes'
import { assertNoSecretLogged, watchLog } from './log-scan'

// Before any of our modules is loaded, so that no test sees this machine's data. Tests that need a database get their own.
delete process.env.DATABASE_URL
process.env.DATA_DIR = '.data/test'
// Everything is logged and searched for secrets, but shown only if LOG_LEVEL is set.
watchLog({ isShown: process.env.LOG_LEVEL !== undefined })
process.env.LOG_LEVEL ??= 'debug'
// Tests write faster than people. Tests of the limits set their own.
process.env.LIMIT_MESSAGES_PER_VISITOR ??= '1000000'
process.env.LIMIT_MESSAGES_PER_CONVERSATION ??= '1000000'
for (const kind of ['READS', 'CHANGES']) {
  for (const whose of ['VIEWER', 'NETWORK']) process.env[`LIMIT_${kind}_PER_${whose}`] ??= '1000000'
}

beforeEach(watchConsole)
afterEach(assertConsoleAsExpected)
afterEach(assertNoSecretLogged)
afterAll(endFakes)
