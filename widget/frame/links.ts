/** A piece of a text, as the library tells it. */
type Token = { isLink: boolean; toString: () => string; toHref: (scheme?: string) => string }
type Library = { tokenize: (text: string) => Token[] }

let library: Library | null = null

/**
 * Stands in for `linkifyjs`, a sixth of the frame's script that nobody needs to begin to write. Until {@link loadLinks} has
 * resolved, a text has no links.
 */
export function tokenize(text: string): Token[] {
  return library?.tokenize(text) ?? [{ isLink: false, toString: () => text, toHref: () => text }]
}

/** Loads the library. Without it, texts are shown without links, so a failure is no error. */
export async function loadLinks(): Promise<void> {
  try {
    library = await import('linkifyjs')
  } catch {
    // The next page of the site tries again.
  }
}
