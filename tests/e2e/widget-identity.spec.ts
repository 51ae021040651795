import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { SignJWT } from 'jose'
import { seenEverywhere } from './support/seen-everywhere'
import { administerSites } from './support/sites'
import {
  expect,
  field,
  frame,
  IN_FIREFOX,
  launcher,
  noteConsole,
  openWidget,
  sayFromShop,
  test,
} from './support/widget'

type Signer = (user: string, seconds?: number) => Promise<string>

const identityTest = test.extend<{ sign: Signer }>({
  /** Enables identity for the site, and signs tokens as its server would. */
  sign: async ({ browser, porchlight, allowed }, use) => {
    const sites = await administerSites(browser, porchlight)
    const id = await sites.change(allowed.key, { identity: 'optional' })
    const secret = await sites.call('POST', `/${id}/secrets`, {})
    await seenEverywhere()
    await use((user, seconds = 300) =>
      new SignJWT({ name: 'Vera Vouched' })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(user)
        .setAudience(allowed.key)
        .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
        .sign(new TextEncoder().encode(secret.value)),
    )
    await sites.call('DELETE', `/${id}/secrets/${secret.id}`)
    await sites.change(allowed.key, { identity: 'off' })
    await sites.close()
  },
})

const QUEUE = '<script>window.Porchlight??=function(){(Porchlight.q??=[]).push(arguments)}</script>'

/** What the page's own server would render: a function that returns these tokens, and counts its calls. */
function signedIn(...tokens: string[]): string {
  return `${QUEUE}<script>tokens=${JSON.stringify(tokens)};asked=0;
    Porchlight('boot',{identity:async()=>tokens[Math.min(asked++,tokens.length-1)]})</script>`
}

const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: number }).asked)

identityTest(
  'a verified visitor has their conversation on every device, until the page shuts the chat down',
  { tag: IN_FIREFOX },
  async ({ openShop, tag, shop, browser, agentPage, sign }) => {
    const user = `user-${randomUUID()}`
    const page = await openShop({ path: '/first', html: signedIn(await sign(user)) + tag })
    await openWidget(page)
    await sayFromShop(page, `Where is ${user}?`)
    expect(await asked(page)).toBe(1)

    const agent = await agentPage({ viewport: { width: 1400, height: 900 } })
    await agent.getByRole('link').filter({ hasText: user }).click()
    await expect(agent.getByText('Verified', { exact: true }).first()).toBeVisible()

    shop.show('/second', signedIn(await sign(user)) + tag)
    const elsewhere = await (await browser.newContext()).newPage()
    await elsewhere.goto(`${shop.origin}/second`)
    await launcher(elsewhere).click()
    await expect(frame(elsewhere).getByRole('log')).toContainText(`Where is ${user}?`)
    await sayFromShop(elsewhere, 'Here, on the phone')
    await expect(frame(page).getByRole('log')).toContainText('Here, on the phone')

    await elsewhere.evaluate(() => window.Porchlight?.('shutdown'))
    await expect(elsewhere.locator('[data-porchlight]')).toHaveCount(0)
    shop.show('/nobody', tag)
    await elsewhere.goto(`${shop.origin}/nobody`)
    await openWidget(elsewhere)
    await expect(frame(elsewhere).getByText(`Where is ${user}?`)).toHaveCount(0)
    await elsewhere.context().close()
  },
)

// Tries WGT-013.
identityTest(
  'a page that vouches for another person while the chat is open shows them nothing of the one before',
  async ({ openShop, tag, sign }) => {
    const [before, after] = [`user-${randomUUID()}`, `user-${randomUUID()}`]
    const page = await openShop({ path: '/shared', html: signedIn(await sign(before)) + tag })
    await openWidget(page)
    await sayFromShop(page, `A secret of ${before}`)
    await field(page).fill('Half a secret')

    await page.evaluate(
      (token) => window.Porchlight?.('update', { identity: async () => token }),
      await sign(after),
    )

    await expect(frame(page).getByText(`A secret of ${before}`)).toHaveCount(0)
    await expect(field(page)).toHaveValue('')
    await sayFromShop(page, `Hello from ${after}`)
    await page.reload()
    await expect(frame(page).getByRole('log')).not.toContainText(`Hello from ${after}`)
  },
)

identityTest(
  'asks the page for another token after one has expired, and keeps the draft',
  async ({ openShop, tag, sign }) => {
    const user = `user-${randomUUID()}`
    const page = await openShop({ path: '/anonymous', html: tag })
    await openWidget(page)
    await sayFromShop(page, `Before ${user} signed in`)
    await field(page).fill('Half a sentence')
    const [old, fresh] = [await sign(user, -3_600), await sign(user)]
    await page.evaluate(
      (tokens) => {
        Object.assign(window, { asked: 0 })
        const counter = window as unknown as { asked: number }
        window.Porchlight?.('update', {
          identity: async () => {
            counter.asked += 1
            return tokens[counter.asked - 1] ?? null
          },
        })
      },
      [old, fresh],
    )
    await expect.poll(() => asked(page)).toBe(2)
    await expect(field(page)).toHaveValue('Half a sentence')
    await expect(frame(page).getByRole('log')).toContainText(`Before ${user} signed in`)
    await field(page).press('Enter')
    await expect(frame(page).getByRole('log')).toContainText('Half a sentence')
  },
)

identityTest(
  'ends a verified session where the page passes no user, and explains it in the console',
  async ({ openShop, tag, shop, sign }) => {
    const user = `user-${randomUUID()}`
    const page = await openShop({ path: '/vouched', html: signedIn(await sign(user)) + tag })
    await openWidget(page)
    await sayFromShop(page, `A secret of ${user}`)
    shop.show('/signed-out', tag)
    await page.goto(`${shop.origin}/signed-out`)
    await expect(field(page)).toBeVisible()
    await expect(frame(page).getByText(`A secret of ${user}`)).toHaveCount(0)

    shop.show('/forged', signedIn(`${await sign(user)}x`) + tag)
    const lines = noteConsole(page)
    await page.goto(`${shop.origin}/forged`)
    await expect(field(page)).toBeVisible()
    await expect.poll(() => lines.join()).toContain('identity_invalid')
    await expect(frame(page).getByText(`A secret of ${user}`)).toHaveCount(0)
  },
)
