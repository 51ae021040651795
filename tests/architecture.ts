import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importSpecifiers, withoutTypeImports } from '@/scripts/steps/imports.mjs'

/** A file of ours and its text. Paths are relative to the project and written with `/`. */
export type SourceFile = { path: string; text: string }

/** Who may import whom: for each folder, or file, the folders and files that it may import. Itself is always allowed. */
export type Arrows = Readonly<Record<string, readonly string[]>>

/** The TypeScript files of a folder without their tests, or the file itself. What does not exist has none. */
export function sourceFiles(entry: string): SourceFile[] {
  if (!existsSync(entry)) return []
  if (/\.tsx?$/.test(entry)) return [{ path: entry, text: readFileSync(entry, 'utf8') }]
  return readdirSync(entry, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|(^|[\\/])(conformance|testing)[\\/]/.test(name))
    .map((name) => path.posix.join(entry, name.replaceAll('\\', '/')))
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }))
}

/** Every import that the arrows do not allow, as `file → target`. A file's rule is that of its longest known prefix. */
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
 * The circles in which files import each other, each as a list of files. Imports of types alone are left out: they are gone
 * before anything runs.
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

/** The modules of ours that a file imports: static, dynamic and type imports, and what it re-exports. */
function ownImports(file: SourceFile): string[] {
  return importSpecifiers(file.text).flatMap((specifier) => {
    if (specifier.startsWith('@/')) return [specifier.slice(2)]
    if (specifier.startsWith('.')) return [path.posix.join(path.posix.dirname(file.path), specifier)]
    return []
  })
}

/** The places where a pattern occurs in code rather than in a comment, as `file:line`. */
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
