import { pageVersion } from '@/client/browser/page-version'
import { pathOf } from '@/contract/api-calls'
import { BUILD, BUILD_HEADER, CONTRACT, CONTRACT_HEADER } from '@/contract/build'
import type { ErrorCode } from '@/contract/error-codes'

/** The headers that name this page's build and contract. */
export const versionHeaders: Readonly<Record<string, string>> = {
  [BUILD_HEADER]: BUILD,
  [CONTRACT_HEADER]: String(CONTRACT),
}

/** Notes the server's build from a response. */
export function noteVersion(response: Response): void {
  pageVersion.noteBuild(response.headers.get(BUILD_HEADER))
}

/** Requests the server's build after a script of this page failed to load: a newer build may have replaced the script. */
export async function askVersion(): Promise<void> {
  try {
    noteVersion(await fetch(pathOf('getAvailability'), { headers: versionHeaders }))
    pageVersion.noteMissingScript()
  } catch {
    // Offline: the script may still exist.
  }
}

/** Records the refusal if the error says that the server no longer serves this page. */
export function noteOutdated(code: ErrorCode | null): void {
  if (code === 'client_outdated') pageVersion.noteRefusal()
}
