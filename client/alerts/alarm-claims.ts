import { type BrowserStorage, browserStorage } from '@/client/browser/browser-storage'
import { whenAlone } from '@/client/browser/when-alone'

const KEY = 'alarms'

/** More than come within the moment in which tabs compete. */
const MAX_CLAIMS = 60

/**
 * Takes an alarm for this tab. True for one tab of the browser only, where it has locks and keeps data; without them each tab may
 * get it, and what they do must bear that.
 *
 * @param name of the alarm, the same in all tabs
 */
export async function claimAlarm(name: string, storage: BrowserStorage = browserStorage()): Promise<boolean> {
  return whenAlone('porchlight:alarms', async () => {
    const claims = (await storage.get(KEY))?.split(' ') ?? []
    if (claims.includes(name)) return false
    await storage.set(KEY, [...claims, name].slice(-MAX_CLAIMS).join(' '))
    return true
  })
}
