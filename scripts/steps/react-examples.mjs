import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run } from './step.mjs'

/** Packs the built React package and unpacks it into an example, as an installation from a registry would. */
export async function installReactPackage(example) {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-react-'))
  try {
    await run('npm', ['pack', './packages/react', '--pack-destination', folder, '--silent'])
    const target = `examples/${example}/node_modules/@porchlight/react`
    rmSync(target, { recursive: true, force: true })
    mkdirSync(target, { recursive: true })
    await run('tar', [
      '-xzf',
      path.join(folder, 'porchlight-react-0.1.0.tgz'),
      '-C',
      target,
      '--strip-components=1',
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
