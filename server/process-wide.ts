/**
 * Returns the value of `create()`, called once per process and name.
 *
 * Needed because Next.js bundles our modules separately from `main.ts`: the same file can be loaded twice in a process, and
 * module-level state would silently exist twice.
 */
export function processWide<Value>(name: string, create: () => Value): Value {
  const registry = globalThis as { [key: symbol]: unknown }
  const key = Symbol.for(`porchlight:${name}`)
  registry[key] ??= create()
  return registry[key] as Value
}
