import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/tests/free-port'
import { startProcess, stopProcess } from './processes'

/** Seconds from `npm start` to "ready" with everything installed, built and migrated. */
export async function measureSecondStart(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-start-'))
  const env = { PORT: String(await freePort()), DATA_DIR: folder, DATABASE_URL: '' }
  const start = () => startProcess('npm', ['start'], { env, ready: /is ready/, timeoutMs: 300_000 })
  try {
    await stopProcess(await start())
    const began = performance.now()
    const second = await start()
    const seconds = (performance.now() - began) / 1000
    await stopProcess(second)
    return seconds
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
