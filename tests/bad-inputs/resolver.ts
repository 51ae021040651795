import { randomInt, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type JwtSpec, signJwt } from './jwt'

/** What a runner knows about the product under test: `{"$fix":"visitorA.token"}` reads `visitorA.token`. */
export type Fixtures = {
  /** The name of the key that signs tokens. */
  kid?: string
  /** The secrets that `$jwt` names, such as `right` and `wrong`. */
  keys?: Record<string, string>
  [name: string]: unknown
}

type Node = Record<string, unknown>
type Generator = Node & { $gen: string; n: number; s: string; prefix: string; suffix: string }

/** Resolves the catalogue's nodes. Counters continue across calls, so that copies differ. */
export class Resolver {
  readonly #fixtures: Fixtures
  #counted = 0
  #unique = 0

  constructor(fixtures: Fixtures) {
    this.#fixtures = fixtures
  }

  /** @throws Error for an unknown node, or a value that the fixtures lack */
  resolve(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map((item) => this.resolve(item))

    const node = value as Node
    if ('$gen' in node) return this.#generate(node as Generator)
    if ('$fix' in node) return this.#fixture(String(node.$fix))
    if ('$jwt' in node) return this.#jwt(node.$jwt as JwtSpec)
    if ('$basic' in node) return `Basic ${base64(this.#text(node.$basic))}`
    if ('$b64' in node) return base64(this.#text(node.$b64))
    return this.#fields(node)
  }

  #fields(node: Node): Node {
    const fields: Node = {}
    for (const [key, value] of Object.entries(node)) defineOwn(fields, key, this.resolve(value))
    return fields
  }

  #fixture(name: string): unknown {
    const found = name
      .split('.')
      .reduce<unknown>((node, key) => (node as Node | undefined)?.[key], this.#fixtures)
    if (found === undefined) throw new Error(`The fixtures have no ${name}`)
    return found
  }

  #jwt(spec: JwtSpec): string {
    const { kid, keys = {} } = this.#fixtures
    const claims = this.resolve(spec.claims ?? {}) as Node
    return signJwt({ ...(kid !== undefined && { kid }), ...spec, claims }, keys)
  }

  #text(value: unknown): string {
    return String(this.resolve(value))
  }

  #generate(node: Generator): unknown {
    const { n, s, prefix = '', suffix = '' } = node
    switch (node.$gen) {
      case 'repeat':
        return s.repeat(n)
      case 'cp':
        return codePoints(node.cps as string[])
      case 'cprepeat':
        return codePoints(cycle(node.cps as string[], n))
      case 'utf16':
        return (node.units as string[]).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
      case 'concat':
        return (node.parts as unknown[]).map((part) => this.#text(part)).join('')
      case 'nest':
        return String(node.open).repeat(n) + String(node.inner ?? '') + String(node.close).repeat(n)
      case 'keys':
        return Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, index]))
      case 'key':
        return defineOwn({}, this.#text(node.key), this.resolve(node.value))
      case 'array':
        return Array.from({ length: n }, () => this.resolve(node.item))
      case 'hex':
        return Buffer.from(String(node.hex).replaceAll(' ', ''), 'hex')
      case 'b64':
        return base64(String(node.text))
      case 'gzip':
        return gzipSync(this.#text(node.inner))
      case 'uuid':
        return randomUUID()
      case 'uniq':
        return `${prefix}${++this.#unique}${suffix}`
      case 'counter':
        return this.#counted++
      case 'randip':
        return [randomInt(1, 201), randomInt(256), randomInt(256), randomInt(256)].join('.')
      case 'randip6':
        return [prefix, ...Array.from({ length: 4 }, () => randomInt(65_536).toString(16))].join(':')
      case 'joinquery':
        return Array.from({ length: n }, () => `${node.key}=${randomUUID()}`).join('&')
      default:
        throw new Error(`Unknown generator ${node.$gen}`)
    }
  }
}

/** Unlike an assignment, also creates a `__proto__` key. */
function defineOwn(object: Node, key: string, value: unknown): Node {
  return Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
}

function codePoints(names: string[]): string {
  return names.map((name) => String.fromCodePoint(Number.parseInt(name.slice('U+'.length), 16))).join('')
}

function cycle<T>(items: T[], count: number): T[] {
  return Array.from({ length: count }, (_, index) => items[index % items.length] as T)
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
