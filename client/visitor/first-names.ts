/** A visitor's storage keys in version 0.1.0, which did not contain the site. */
const FIRST_NAMES =
  /^porchlight:(visitor:(conversation|start)|draft:visitor(#.*)?|draft-begun:visitor|outbox:visitor:.*|dismissed-preview|open)$/

const adopted = new WeakSet<Storage>()

/**
 * Moves the keys of version 0.1.0 into `namespace`, once per page load. If the new key exists, the old value is deleted.
 *
 * @returns the storage itself
 * @throws what the storage throws
 */
export function adoptFirstNames(storage: Storage, namespace: string): Storage {
  if (adopted.has(storage)) return storage
  const names = Object.keys(storage)
  adopted.add(storage)
  for (const name of names.filter((name) => FIRST_NAMES.test(name))) {
    const newName = namespace + name.slice('porchlight:'.length)
    const value = storage.getItem(name)
    storage.removeItem(name)
    if (value !== null && storage.getItem(newName) === null) keep(storage, newName, name, value)
  }
  return storage
}

/** If the storage is full, the old key still fits, because its space has just been freed. */
function keep(storage: Storage, newName: string, oldName: string, value: string): void {
  try {
    storage.setItem(newName, value)
  } catch {
    storage.setItem(oldName, value)
  }
}
