import { pageVersion } from '@/client/browser/page-version'
import { BUILD, BUILD_HEADER, CONTRACT, CONTRACT_HEADER } from '@/contract/build'
import type { ErrorCode } from '@/contract/error-codes'

/** What every request says of the page that sends it. */
export const versionHeaders: Readonly<Record<string, string>> = {
  [BUILD_HEADER]: BUILD,
  [CONTRACT_HEADER]: String(CONTRACT),
}

/** Notes of which build the server is that answered. */
export function noteVersion(response: Response): void {
  pageVersion.noteBuild(response.headers.get(BUILD_HEADER))
}

/** Asks the server of which build it is, because a script of this page is missing: a newer build may have replaced it. */
export async function askVersion(): Promise<void> {
  try {
    noteVersion(await fetch('/api/support/availability', { headers: versionHeaders }))
    pageVersion.noteMissingScript()
  } catch {
    // Without a network it may still be there.
  }
}

/** Notes that the server refuses this page, if that is what its error says. */
export function noteOutdated(code: ErrorCode | null): void {
  if (code === 'client_outdated') pageVersion.noteRefusal()
}
