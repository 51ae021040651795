/** Counts occurrences of a text in a chunked stream, including those split between chunks. */
export function countIn(text: string): (chunk: Buffer) => number {
  const wanted = Buffer.from(text)
  let end = Buffer.alloc(0)
  return (chunk) => {
    const bytes = Buffer.concat([end, chunk])
    let count = 0
    for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + wanted.length)) count += 1
    end = bytes.subarray(Math.max(0, bytes.length - wanted.length + 1))
    return count
  }
}
