import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { buildReactPackage, installReactPackage } from '@/scripts/steps/react-package.mjs'
import { runTool } from '@/scripts/steps/step.mjs'
import { freePort } from '@/tests/free-port'

/** An example application, built with the packed package, and served on an origin of its own. */
export class ReactApp {
  readonly origin: string
  readonly #build: (settings: Record<string, string>) => Promise<void>
  readonly #serve: () => ChildProcess
  #server: ChildProcess | null = null

  private constructor(
    origin: string,
    build: (settings: Record<string, string>) => Promise<void>,
    serve: () => ChildProcess,
  ) {
    this.origin = origin
    this.#build = build
    this.#serve = serve
  }

  static async vite(): Promise<ReactApp> {
    const port = await freePort()
    return new ReactApp(
      `http://127.0.0.1:${port}`,
      ({ url = '', key = '' }) =>
        runTool('vite/bin/vite.js', ['build', 'examples/vite', '--logLevel', 'error'], {
          env: { VITE_PORCHLIGHT_URL: url, VITE_PORCHLIGHT_KEY: key },
        }),
      () =>
        tool(
          'vite/bin/vite.js',
          'preview',
          'examples/vite',
          '--host',
          '127.0.0.1',
          '--port',
          `${port}`,
          '--strictPort',
        ),
    )
  }

  static async next(): Promise<ReactApp> {
    const port = await freePort()
    return new ReactApp(
      `http://127.0.0.1:${port}`,
      ({ url = '', key = '' }) =>
        runTool('next/dist/bin/next', ['build', 'examples/nextjs'], {
          env: {
            NODE_ENV: 'production',
            NEXT_TELEMETRY_DISABLED: '1',
            NEXT_PUBLIC_PORCHLIGHT_URL: url,
            NEXT_PUBLIC_PORCHLIGHT_KEY: key,
          },
        }),
      () => tool('next/dist/bin/next', 'start', 'examples/nextjs', '-H', '127.0.0.1', '-p', String(port)),
    )
  }

  /** Builds it for this Porchlight and site, and serves it. */
  async start(porchlight: { url: string; key: string }): Promise<void> {
    await this.#build(porchlight)
    this.#server = this.#serve()
    for (let tries = 0; tries < 150; tries += 1) {
      if (
        await fetch(this.origin).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error('the application did not start')
  }

  async stop(): Promise<void> {
    if (this.#server === null) return
    this.#server.kill()
    await once(this.#server, 'exit')
  }
}

/** Builds the package and unpacks it into both examples. */
export async function installPackage(): Promise<() => void> {
  await buildReactPackage()
  for (const example of ['vite', 'nextjs']) await installReactPackage(example)
  return () => {
    for (const example of ['vite', 'nextjs'])
      rmSync(`examples/${example}/node_modules`, { recursive: true, force: true })
  }
}

function tool(script: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [`node_modules/${script}`, ...args], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'ignore',
  })
}
