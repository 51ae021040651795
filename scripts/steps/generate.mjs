import { existsSync } from 'node:fs'
import { fingerprint, hasStamp, writeStamp } from './project.mjs'
import { runTool, step } from './step.mjs'

const STAMP = 'generated/.porchlight'

/** Generates the database client, unless it is up to date with the schema. */
export async function ensureGenerated() {
  const wanted = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'])
  if (hasStamp(STAMP, wanted) && existsSync('generated/prisma/client.ts')) return
  await step('Generating the database client', async () => {
    await runTool('prisma/build/index.js', ['generate'], { env: { CHECKPOINT_DISABLE: '1' } })
    writeStamp(STAMP, wanted)
  })
}
