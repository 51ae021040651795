/**
 * Makes `create()`'s value once per process and hands out the same one from then on.
 *
 * Needed because Next.js bundles our modules apart from `main.ts`: the same file can be loaded twice in one process,
 * and module-level state would silently exist twice.
 */
export function processWide<Value>(name: string, create: () => Value): Value {
  const registry = globalThis as { [key: symbol]: unknown }
  const key = Symbol.for(`porchlight:${name}`)
  registry[key] ??= create()
  return registry[key] as Value
}
