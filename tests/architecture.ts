import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importSpecifiers, withoutTypeImports } from '@/scripts/steps/imports.mjs'

/** One of our files with its text. Paths are relative to the project and use `/`. */
export type SourceFile = { path: string; text: string }

/** The allowed imports: for each folder or file, the folders and files that it may import. Itself is always allowed. */
export type Arrows = Readonly<Record<string, readonly string[]>>

/** The TypeScript files of a folder without tests, or the file itself. Empty for a missing path. */
export function sourceFiles(entry: string): SourceFile[] {
  if (!existsSync(entry)) return []
  if (/\.tsx?$/.test(entry)) return [{ path: entry, text: readFileSync(entry, 'utf8') }]
  return readdirSync(entry, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|(^|[\\/])(conformance|testing)[\\/]/.test(name))
    .map((name) => path.posix.join(entry, name.replaceAll('\\', '/')))
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }))
}

/** All imports that the rules do not allow, as `file → target`. The longest matching path is a file's rule. */
export function strayImports(files: SourceFile[], arrows: Arrows): string[] {
  return files.flatMap((file) => {
    const home = Object.keys(arrows)
      .filter((place) => isInside(file.path, place))
      .sort((a, b) => b.length - a.length)[0]
    if (home === undefined) return [`${file.path} has no place in the arrows`]
    const allowed = [home, ...(arrows[home] ?? [])]
    return ownImports(file)
      .filter((target) => !allowed.some((place) => isInside(target, place)))
      .map((target) => `${file.path} → ${target}`)
  })
}

/**
 * Import cycles, each as a list of files. Ignores type-only imports, which do not exist at run time.
 */
export function circles(files: SourceFile[]): string[][] {
  const names = new Map(files.map(({ path: file }) => [withoutExtension(file).replace(/\/index$/, ''), file]))
  const targets = new Map(
    files.map((file) => {
      const values = { ...file, text: withoutTypeImports(file.text) }
      return [file.path, ownImports(values).flatMap((target) => names.get(target) ?? [])]
    }),
  )
  const found: string[][] = []
  const isDone = new Set<string>()
  const follow = (file: string, way: string[]) => {
    if (way.includes(file)) return void found.push(way.slice(way.indexOf(file)))
    if (isDone.has(file)) return
    for (const target of targets.get(file) ?? []) follow(target, [...way, file])
    isDone.add(file)
  }
  for (const { path: file } of files) follow(file, [])
  return found
}

/** The project's own modules that a file imports: static, dynamic and type imports, and re-exports. */
function ownImports(file: SourceFile): string[] {
  return importSpecifiers(file.text).flatMap((specifier) => {
    if (specifier.startsWith('@/')) return [specifier.slice(2)]
    if (specifier.startsWith('.')) return [path.posix.join(path.posix.dirname(file.path), specifier)]
    return []
  })
}

/** Where a pattern occurs in code, not in a comment, as `file:line`. */
export function occurrences(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    withoutComments(file.text)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}`] : [])),
  )
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}

function isInside(file: string, place: string): boolean {
  return file.startsWith(`${place}/`) || withoutExtension(file) === withoutExtension(place)
}

function withoutExtension(file: string): string {
  return file.replace(/\.tsx?$/, '')
}
