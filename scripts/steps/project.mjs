import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A hash over paths and contents of files, including all files below folders.
 *
 * @param {string[]} entries
 * @param {(file: string) => boolean} isRelevant
 */
export function fingerprint(entries, isRelevant = () => true) {
  const hash = createHash('sha256')
  for (const file of entries.flatMap(filesBelow).filter(isRelevant)) {
    hash.update(`${file}\0`).update(createHash('sha256').update(readFileSync(file)).digest())
  }
  return hash.digest('hex')
}

function filesBelow(entry) {
  if (!existsSync(entry)) return []
  if (!statSync(entry).isDirectory()) return [entry]
  const names = readdirSync(entry).sort()
  return names.flatMap((name) => filesBelow(path.join(entry, name)))
}

/** Whether the file holds this value, as written by `writeStamp`. */
export function hasStamp(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value
}

/** Records in a file that a step is done for this value. */
export function writeStamp(file, value) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, value)
}
