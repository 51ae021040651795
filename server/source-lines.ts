import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { AnyMap, originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping'

/**
 * A place in this product's build, such as `dist/main.mjs:931:20`. The name's length is limited, so that a long message does not
 * take quadratic time.
 */
const PLACE = /(?<![\w./-])((?:dist|\.next\/server)\/[^\s():]{1,200}?\.m?js):(\d{1,9}):(\d{1,9})/g

/** Bundlers write paths relative to their output. */
const UP = /^(?:\.{1,2}\/)+/

/** By file of the build. */
const maps = new Map<string, TraceMap>()

/**
 * Names the lines of the sources in a stack trace, in place of the build's, relative to the product's folder. A map is read when
 * a trace first needs it: Node.js's own flag reads all of them at the start, which takes 100 MB, and Next.js keeps that flag from
 * changing any trace but its own.
 *
 * A trace quotes messages, which strangers influence, so only files of the build are read.
 */
export function nameSourceLines(trace: string): string {
  const folder = path.join(process.cwd(), path.sep)
  const relative = withoutPrefix(withoutPrefix(trace, pathToFileURL(folder).href), folder)
  return relative.replace(PLACE, (place, file: string, line: string, column: string) => {
    const map = mapOf(file)
    if (map === null || Number(line) < 1) return place
    const found = originalPositionFor(map, { line: Number(line), column: Math.max(0, Number(column) - 1) })
    return found.source === null ? place : `${found.source.replace(UP, '')}:${found.line}:${found.column + 1}`
  })
}

/** Removes `prefix` where a path begins with it, not where it is in the middle of one. */
function withoutPrefix(text: string, prefix: string): string {
  const [first = '', ...rest] = text.split(prefix)
  return rest.reduce(
    (before, part) => before + (/[\w./:-]/.test(before.at(-1) ?? '') ? prefix : '') + part,
    first,
  )
}

function mapOf(file: string): TraceMap | null {
  if (file.split('/').includes('..')) return null
  const known = maps.get(file)
  if (known !== undefined) return known
  const map = readMap(`${file}.map`)
  // Names that strangers make up must not fill the memory.
  if (map !== null) maps.set(file, map)
  return map
}

function readMap(file: string): TraceMap | null {
  try {
    return AnyMap(readFileSync(path.join(process.cwd(), file), 'utf8'), file)
  } catch {
    return null
  }
}
