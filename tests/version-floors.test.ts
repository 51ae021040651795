import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The oldest versions without known vulnerabilities. Unlike an audit service, this is always available. */
const FLOORS: Record<string, string> = {
  next: '16.2.6',
  react: '19.2.6',
  'react-dom': '19.2.6',
  ws: '8.21.0',
  'better-auth': '1.6.26',
  jose: '6.0.0',
  '@hono/node-server': '2.0.0',
  hono: '4.12.0',
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string }>
}

it.each(Object.entries(FLOORS))('every installed %s is at least %s', (name, floor) => {
  const installed = Object.entries(packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version = '0' }]) => version)
  expect(installed).not.toEqual([])
  for (const version of installed) expect(compare(version, floor), version).toBeGreaterThanOrEqual(0)
})

it('notices an older one', () => {
  expect(compare('16.2.5', '16.2.6')).toBeLessThan(0)
  expect(compare('16.10.0', '16.2.6')).toBeGreaterThan(0)
  expect(compare('16.2.6', '16.2.6')).toBe(0)
})

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/, 3).map(Number))
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
