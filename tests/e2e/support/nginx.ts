import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether nginx is installed. */
export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).status === 0
}

/** A real nginx, with the configuration that `docs/running.md` shows for more than one process. */
export class Nginx {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'porchlight-nginx-'))
  #process: ChildProcess | null = null

  /** @param ports replacements for the documented ones */
  async start(ports: { http: number; apps: readonly [number, number]; realtime: number }): Promise<void> {
    const file = path.join(this.#folder, 'nginx.conf')
    writeFileSync(
      file,
      `pid ${this.#folder}/pid; error_log ${this.#folder}/error.log; events {}
       http { access_log off; client_body_temp_path ${this.#folder}/body; proxy_temp_path ${this.#folder}/proxy;
         fastcgi_temp_path ${this.#folder}/fastcgi; uwsgi_temp_path ${this.#folder}/uwsgi; scgi_temp_path ${this.#folder}/scgi;
         ${documented(ports)} }`,
    )
    const child = spawn('nginx', ['-c', file, '-g', 'daemon off;'], { stdio: 'inherit' })
    this.#process = child
    while (!(await isOpen(ports.http))) {
      if (child.exitCode !== null) throw new Error('nginx did not start')
      await sleep(50)
    }
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child !== null && child.exitCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function documented({
  http,
  apps,
  realtime,
}: {
  http: number
  apps: readonly [number, number]
  realtime: number
}): string {
  const [, section = ''] = readFileSync('docs/running.md', 'utf8').split('\n## More than one process\n')
  const [, configuration = ''] = /```nginx\n(.*?)```/s.exec(section) ?? []
  const changes: [RegExp, string][] = [
    [/listen 443 ssl;/g, `listen ${http};`],
    [/ssl_certificate\w* .*;/g, ''],
    [/127\.0\.0\.1:3001/g, `127.0.0.1:${apps[0]}`],
    [/127\.0\.0\.1:3002/g, `127.0.0.1:${apps[1]}`],
    [/127\.0\.0\.1:8080/g, `127.0.0.1:${realtime}`],
    [/server_name chat\.example\.com;/g, 'server_name 127.0.0.1;'],
  ]
  return changes.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`docs/running.md does not show ${pattern}`)
    return text.replaceAll(pattern, replacement)
  }, configuration)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
