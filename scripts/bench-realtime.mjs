// `npm run bench:realtime`: the realtime server against a bare relay and Socket.IO. Arguments select workloads by name.
import './steps/check-node.mjs'
import { bundleOptions } from './steps/bundle.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { main } from './steps/step.mjs'

await main('The benchmark', async () => {
  await ensureInstalled()
})

const esbuild = await import('esbuild')
// Bundled like the product: from source, the loader would add a helper to every function created.
await esbuild.build({
  ...bundleOptions,
  entryPoints: [
    'realtime-server/standalone.ts',
    'bench/realtime/systems/bare-ws-server.ts',
    'bench/realtime/systems/ably-stub-server.ts',
    'bench/realtime/systems/socket-io-server.ts',
    'bench/realtime/run.ts',
  ],
  outdir: 'dist/bench',
  outExtension: { '.js': '.mjs' },
  entryNames: '[name]',
})
await esbuild.stop()
await import('../dist/bench/run.mjs')
