/** What version 0.1.0 stored of a visitor, when there was one site and its keys did not name it. */
const FIRST_NAMES =
  /^porchlight:(visitor:(conversation|start)|draft:visitor(#.*)?|draft-begun:visitor|outbox:visitor:.*|dismissed-preview|open)$/

const adopted = new WeakSet<Storage>()

/**
 * Renames what version 0.1.0 left in a browser's storage into `namespace`, once for each page. What has a newer value
 * there loses the old one.
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

/** A storage that is full has room for the old name at least, which has just been freed. */
function keep(storage: Storage, newName: string, oldName: string, value: string): void {
  try {
    storage.setItem(newName, value)
  } catch {
    storage.setItem(oldName, value)
  }
}
