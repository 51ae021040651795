import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { readEnv } from '@/server/settings/env'
import { prepareRealtime } from './realtime'

const secrets = {
  auth: 'a',
  'realtime-server-key': 'b',
  'realtime-browser-key': 'c',
  'realtime-connections': 'd',
}

it('saves the realtime server’s state in the data folder, for the next start only', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'porchlight-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  vi.stubEnv('DATA_DIR', folder)
  const file = path.join(folder, 'realtime-state')

  await prepareRealtime(readEnv({}), secrets)?.close()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const next = prepareRealtime(readEnv({}), secrets)
  expect(existsSync(file)).toBe(false)
  await next?.close()
})
