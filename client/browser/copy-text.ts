/** Puts a text into the clipboard. `false` where the browser does not allow it, as on pages that come over plain http. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
