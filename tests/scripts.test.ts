import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, hasStamp, writeStamp } from '@/scripts/steps/project.mjs'
import { run, StepError } from '@/scripts/steps/step.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-scripts-'))
  mkdirSync(path.join(folder, 'app'))
  writeFileSync(path.join(folder, 'app', 'page.tsx'), 'one')
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('fingerprint', () => {
  it('stays the same while nothing changes', () => {
    expect(fingerprint([folder])).toBe(fingerprint([folder]))
  })

  it.each([
    ['a change', () => writeFileSync(path.join(folder, 'app', 'page.tsx'), 'two')],
    ['a new file', () => writeFileSync(path.join(folder, 'app', 'layout.tsx'), '')],
    ['a removal', () => rmSync(path.join(folder, 'app', 'page.tsx'))],
  ])('notices %s', (_, change) => {
    const before = fingerprint([folder])
    change()
    expect(fingerprint([folder])).not.toBe(before)
  })

  it('ignores irrelevant and missing files', () => {
    const isRelevant = (file: string) => !file.includes('.test.')
    const before = fingerprint([folder, path.join(folder, 'missing')], isRelevant)
    writeFileSync(path.join(folder, 'app', 'page.test.tsx'), '')
    expect(fingerprint([folder, path.join(folder, 'missing')], isRelevant)).toBe(before)
  })
})

it('stamps completed work', () => {
  const stamp = path.join(folder, 'dist', 'stamp')
  expect(hasStamp(stamp, 'a')).toBe(false)
  writeStamp(stamp, 'a')
  expect(hasStamp(stamp, 'a')).toBe(true)
  expect(hasStamp(stamp, 'b')).toBe(false)
})

describe('run', () => {
  const node = (script: string) => run(process.execPath, ['-e', script], { name: 'the tool' })

  it('returns what a program printed', async () => {
    await expect(node(`console.log('first'); console.error('second')`)).resolves.toBe('first\nsecond\n')
  })

  it('reports a failing program’s output, in order', async () => {
    const error = await node(`console.log('first'); console.error('second'); process.exit(3)`).catch(
      (error) => error,
    )
    expect(error).toBeInstanceOf(StepError)
    expect(error).toMatchObject({ message: 'the tool ended with exit code 3', output: 'first\nsecond\n' })
  })

  it('reports a missing program', async () => {
    await expect(run('no-such-program', [])).rejects.toThrow('no-such-program could not be run')
  })
})

it('npm test refuses an unknown check, and lists the known ones', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', 'lint', 'smells'], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toBe(
    'There is no check called smells, only: ' +
      'lint, types, unused, pure, build, e2e, database, realtime, firefox, chaos\n',
  )
})
