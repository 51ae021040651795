import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL as toUrl } from 'node:url'

/** All files with this name in a folder, recursively. */
export function filesNamed(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.posix.join(folder, file))
    .sort()
}

export function urlOf(file: string): string {
  return toUrl(path.resolve(file)).href
}
