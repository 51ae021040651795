import { type BrowserStorage, createBrowserStorage } from '@/client/browser/browser-storage'
import { createDocumentHost } from './document-host'
import { siteNamespace, type VisitorHost } from './host'
import { storedCredential } from './stored-credential'

type Storages = { storage: BrowserStorage; tabStorage: BrowserStorage }

/** By site. One per page, so that all hosts see values that are only in memory. */
const known = new Map<string, Storages>()

/**
 * The host of a chat inside another application's page. The application's page can read the visitor's credential, as it can read
 * everything else that it shows; no cookie is sent or set.
 *
 * @param server Porchlight's origin, such as `https://chat.example.com`
 */
export function createAppHost({ server, siteKey }: { server: string; siteKey: string }): VisitorHost {
  const { storage, tabStorage } = storagesOf(siteKey)
  const credential = storedCredential(siteKey, storage, { keepsCookie: false })
  return createDocumentHost({ storage, tabStorage, credential, server })
}

function storagesOf(siteKey: string): Storages {
  const namespace = siteNamespace(siteKey)
  const storages = known.get(siteKey) ?? {
    storage: createBrowserStorage(() => localStorage, namespace),
    tabStorage: createBrowserStorage(() => sessionStorage, namespace),
  }
  known.set(siteKey, storages)
  return storages
}
