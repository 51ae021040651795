import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { whenAlone } from '@/client/browser/when-alone'

const KEY = 'alarms'

/** Far more than arrive while tabs compete for one. */
const MAX_CLAIMS = 60

/**
 * Claims an alarm for this tab. In browsers with locks and storage, only one tab gets true; in others, each tab may, and
 * callers must tolerate duplicates.
 *
 * @param name identifies the alarm across tabs
 */
export async function claimAlarm(name: string, storage: BrowserStorage = browserStorage()): Promise<boolean> {
  return whenAlone('porchlight:alarms', async () => {
    const claims = (await storage.get(KEY))?.split(' ') ?? []
    if (claims.includes(name)) return false
    await storage.set(KEY, [...claims, name].slice(-MAX_CLAIMS).join(' '))
    return true
  })
}
