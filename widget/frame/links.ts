/** A token as `linkifyjs` returns it. */
type Token = { isLink: boolean; toString: () => string; toHref: (scheme?: string) => string }
type Library = { tokenize: (text: string) => Token[] }

let library: Library | null = null

/**
 * Replaces `linkifyjs` in the bundle, where it would be a sixth of the frame's script and is not needed to start writing. Finds no
 * links until {@link loadLinks} has resolved.
 */
export function tokenize(text: string): Token[] {
  return library?.tokenize(text) ?? [{ isLink: false, toString: () => text, toHref: () => text }]
}

/** Loads the library. Never rejects: without it, texts just have no links. */
export async function loadLinks(): Promise<void> {
  try {
    library = await import('linkifyjs')
  } catch {
    // The next page load tries again.
  }
}
