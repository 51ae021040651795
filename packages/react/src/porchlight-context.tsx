import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { createAppHost } from '@/client/visitor/host/app-host'
import type { VisitorHost } from '@/client/visitor/host/host'
import type { PorchlightPlace, PorchlightProviderProps } from './public'
import { followSite, type PublicSite } from './public-site'

/** The chat's surroundings in this application. `site` is `null` until Porchlight has answered. */
type Porchlight = { host: VisitorHost; site: PublicSite | null }

const PorchlightContext = createContext<Porchlight | null>(null)

/** Names Porchlight's address and the site's key for the chat components below. */
export function PorchlightProvider({ baseUrl, siteKey, children }: PorchlightProviderProps) {
  return (
    <PorchlightContext.Provider value={usePlace({ baseUrl, siteKey })}>{children}</PorchlightContext.Provider>
  )
}

/** The surroundings that the provider above names. @throws Error when there is no provider */
export function usePorchlight(): Porchlight {
  const porchlight = useContext(PorchlightContext)
  if (porchlight === null) throw new Error('Porchlight: put a <PorchlightProvider> around this component.')
  return porchlight
}

function usePlace({ baseUrl, siteKey }: PorchlightPlace): Porchlight {
  const server = originOf(baseUrl)
  const host = useMemo(() => createAppHost({ server, siteKey }), [server, siteKey])
  // A site answers to other keys than its own, too, so what was found is kept with the host that it was asked for.
  const [found, setFound] = useState<Porchlight | null>(null)
  useEffect(() => followSite(server, siteKey, (site) => setFound({ host, site })), [server, siteKey, host])
  return useMemo(() => (found?.host === host ? found : { host, site: null }), [found, host])
}

/** @throws Error when `baseUrl` is no address of a server */
function originOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(
      `Porchlight: baseUrl must be an address such as https://chat.example.com, not "${baseUrl}".`,
    )
  return url.origin
}
