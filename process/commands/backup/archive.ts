import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker } from 'modern-tar'
import { StartUpError } from '@/process/start-up-error'

/** A file in an archive that is being read. Read or skip it before requesting the next. */
export type ArchiveEntry = { name: string; size: number; body: ReadableStream<Uint8Array> }

/** Adds a file to the archive that is being written. Resolves once there is room for the next. */
export type AddEntry = (name: string, bytes: Uint8Array) => Promise<void>

/**
 * Writes a `tar.gz` that only its owner can read. Writes to a temporary file and renames it when complete, so that an
 * interrupted backup never looks like a complete one.
 *
 * @throws StartUpError if the file already exists
 */
export async function writeArchive(file: string, fill: (add: AddEntry) => Promise<void>): Promise<number> {
  await requireFree(file)
  const draft = `${file}.${randomUUID()}.partial`
  const handle = await open(draft, 'wx', 0o600)
  try {
    const { readable, controller } = createTarPacker()
    const filling = fill(async (name, bytes) => {
      const writer = controller.add({ name, size: bytes.length, mode: 0o600, type: 'file' }).getWriter()
      await writer.write(bytes)
      await writer.close()
    }).then(
      () => controller.finalize(),
      (error) => controller.error(error),
    )
    await pipeline(
      Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]),
      createGzip(),
      handle.createWriteStream({ flush: true }),
    )
    await filling
    await requireFree(file)
    await rename(draft, file)
    return (await stat(file)).size
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await handle.close().catch(() => {})
  }
}

/** The files of an archive, in order. Rejects if it is damaged or truncated. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const gunzip = createGunzip()
  const reading = pipeline(createReadStream(file), gunzip)
  reading.catch(() => {})
  const entries = Readable.toWeb(gunzip).pipeThrough(createTarDecoder({ strict: true }) as never)
  for await (const { header, body } of entries as unknown as AsyncIterable<Decoded>) {
    yield { name: header.name, size: header.size, body }
  }
  await reading
}

type Decoded = { header: { name: string; size: number }; body: ReadableStream<Uint8Array> }

/** The full text of a small entry. */
export async function textOf({ body }: ArchiveEntry): Promise<string> {
  return new Response(body).text()
}

async function requireFree(file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new StartUpError(`${file} already exists: choose another file with --output`)
}
