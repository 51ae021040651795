import { test as base } from '@playwright/test'
import { unhurried } from './fixtures'
import { discardPorchlight, type Porchlight, preparePorchlight } from './porchlight'
import { allowOrigins, Shop } from './shop'
import { makeCertificate, TlsFront } from './tls-front'
import { tagFor } from './widget'

/** A running product, a shop on another site that may show its chat, and the tag for the shop's pages. */
export type House = {
  shop: Shop
  tag: string
  porchlight: Porchlight
  /** The product's public address. */
  url: string
}

/** One product behind https, with the shop on https too, and one on http. Each worker has its own. */
export const test = base.extend<object, { secure: House; plain: House }>({
  secure: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      const certificate = makeCertificate()
      const front = await TlsFront.start(certificate)
      const shop = await Shop.start(certificate)
      const url = `https://localhost:${front.port}`
      const porchlight = await started({ PUBLIC_URL: url, TRUSTED_PROXIES: '127.0.0.1' })
      front.forwardTo(porchlight.port)
      await use({ shop, porchlight, url, tag: tagFor(url, await allowOrigins(porchlight, [shop.origin])) })
      await discardPorchlight(porchlight)
      front.stop()
      shop.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  plain: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
    async ({}, use) => {
      const shop = await Shop.start()
      const porchlight = await started({})
      await use({
        shop,
        porchlight,
        url: porchlight.url,
        tag: tagFor(porchlight.url, await allowOrigins(porchlight, [shop.origin])),
      })
      await discardPorchlight(porchlight)
      shop.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

async function started(settings: Record<string, string>): Promise<Porchlight> {
  const porchlight = await preparePorchlight({ ...unhurried, ...settings })
  await porchlight.start()
  return porchlight
}
