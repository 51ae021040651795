import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { createAppHost } from '@/client/visitor/host/app-host'
import type { VisitorHost } from '@/client/visitor/host/host'
import { parseUrl } from '@/contract/parse-url'
import type { PorchlightPlace, PorchlightProviderProps } from './public'
import { followSite, type PublicSite } from './public-site'

/** The chat's environment in this application. `site` is `null` until it is loaded. */
type Porchlight = { host: VisitorHost; site: PublicSite | null }

const PorchlightContext = createContext<Porchlight | null>(null)

/** Provides Porchlight's address and the site's key to the chat components below it. */
export function PorchlightProvider({ baseUrl, siteKey, children }: PorchlightProviderProps) {
  return (
    <PorchlightContext.Provider value={usePlace({ baseUrl, siteKey })}>{children}</PorchlightContext.Provider>
  )
}

/** The environment from the provider. @throws Error without one */
export function usePorchlight(): Porchlight {
  const porchlight = useContext(PorchlightContext)
  if (porchlight === null) throw new Error('Porchlight: put a <PorchlightProvider> around this component.')
  return porchlight
}

function usePlace({ baseUrl, siteKey }: PorchlightPlace): Porchlight {
  const server = originOf(baseUrl)
  const host = useMemo(() => createAppHost({ server, siteKey }), [server, siteKey])
  // A site also has aliases as keys, so the result is stored with the host that it was loaded for.
  const [found, setFound] = useState<Porchlight | null>(null)
  useEffect(() => followSite(server, siteKey, (site) => setFound({ host, site })), [server, siteKey, host])
  return useMemo(() => (found?.host === host ? found : { host, site: null }), [found, host])
}

/** @throws Error when `baseUrl` is not the URL of a server */
function originOf(baseUrl: string): string {
  const url = parseUrl(baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(
      `Porchlight: baseUrl must be an address such as https://chat.example.com, not "${baseUrl}".`,
    )
  return url.origin
}
