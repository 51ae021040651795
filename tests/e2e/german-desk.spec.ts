import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { test as ordinary, unhurried } from './support/fixtures'
import { type Porchlight, withPorchlight } from './support/porchlight'
import { pseudoScript, said, untranslated, writePseudoModule } from './support/pseudo-language'

const password = 'a lamp on the porch'

/** What stands on the pages and is no text of ours: who is there, what they wrote and typed, what products call themselves. */
const DATA: (string | RegExp)[] = [
  // The site that a new database has, what it is called later, and its pages.
  'Our site',
  'Evening Light · Porchlight demo',
  'Evening Light',
  /(https?:\/\/)?(localhost(:\d+)?|lamps\.example|(\*\.)?shop\.example)[\w./?=#-]*/,
  // People, their initials, and what they wrote.
  'Olga Berg',
  'Vera Holm',
  /^[A-Z]{2}$/,
  /[\w.+-]+@example\.com/,
  'Is the lantern waterproof?',
  'It is.',
  'Lantern 12.',
  // What a visitor of an English site reads in an empty chat.
  'Hello! How can we help?',
  // What products, units and keys are called, and languages by themselves.
  /Porchlight|Chrome \d+|Windows|Linux|UTC|\bpx\b|\bAa\b|alt\+T/,
  /HTML|React|Next\.js|Vue|WordPress|Shopify|Google Tag Manager|Chatwoot|Intercom|Node|PHP|Python|Ruby|\bjose\b/,
  /English|Deutsch( \(Deutschland\))?|Français|Español|Português|Italiano|Nederlands|Polski|Türkçe/,
  // What `Intl` writes in German.
  /\b(heute|gestern|jetzt)\b/i,
  /([A-Z][a-z]+tag|Mittwoch), /,
  /\d+\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)( \d{4} um)?/,
  /\d+ (Min|T|Std)\b|\d+h/,
]

const test = base.extend<{ house: Porchlight; german: () => Promise<Page> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern
  house: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'pseudo-'))
    const NODE_OPTIONS = `--import ${writePseudoModule(folder)}`
    await withPorchlight(use, { ...unhurried, NODE_OPTIONS }, { data: 'nothing' })
    rmSync(folder, { recursive: true })
  },
  german: async ({ browser, house }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ baseURL: house.url, locale: 'de-DE' })
      await context.addInitScript({ content: pseudoScript() })
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

test('A-40 nothing on the agents’ pages or in the chat is left in English', async ({ house, german }) => {
  test.setTimeout(300_000)
  const left: string[] = []
  const look = async (page: Page, where: string, root?: string) =>
    void left.push(...(await untranslated(page, where, { data: DATA, ...(root && { root }) })))

  const page = await german()
  await page.goto('/setup')
  await look(page, 'set-up without a link')
  await page.getByRole('button', { name: said('account', 'createAccount') }).click()
  await look(page, 'set-up, empty')
  await page.goto('about:blank')
  await page.goto(/Begin at (\S+)/.exec(house.output)?.[1] ?? '')
  await page.getByLabel(said('account', 'name')).fill('Olga Berg')
  await page.getByLabel(said('account', 'email')).fill('olga@example.com')
  await page.getByLabel(said('account', 'password'), { exact: true }).fill(password)
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/setup\/site$/)
  await look(page, 'set-up, site')
  // The page takes the focus once its scripts run.
  await expect(page.getByLabel(said('sites', 'name'))).toBeFocused()
  await page.getByLabel(said('sites', 'name')).fill('')
  await page.keyboard.press('Enter')
  await expect(page.getByText(said('sites', 'nameMissing'))).toBeVisible()
  await look(page, 'set-up, site without a name')
  await page.getByLabel(said('sites', 'name')).fill('Evening Light')
  await page.getByLabel(said('sites', 'address')).fill('lamps.example')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/setup\/install$/)
  await expect(page.locator('pre').first()).toBeVisible()
  await look(page, 'set-up, tag')
  await page.goto('/setup/hello')
  await look(page, 'set-up, hello')

  await page.goto('/support/agent')
  await expect(page.getByRole('link', { name: said('inbox', 'putOnSite') })).toBeVisible()
  await look(page, 'empty inbox')

  const visitor = await german()
  await visitor.goto('/')
  await visitor.evaluate(() => document.documentElement.setAttribute('lang', 'de'))
  const chat = '[lang="de"] [lang="de"]'
  await visitor.getByRole('button', { name: said('visitor', 'openChat') }).click()
  const field = visitor.locator('dialog textarea')
  await expect(field).toBeVisible()
  await look(visitor, 'chat, empty', chat)
  await field.fill('Is the lantern waterproof?')
  await field.press('Enter')
  await expect(visitor.getByText(said('visitor', 'sent'), { exact: true })).toBeVisible()
  await look(visitor, 'chat, first message', chat)

  await page.getByRole('link').filter({ hasText: 'Is the lantern waterproof?' }).click()
  await expect(page.locator('[data-content]').first()).toBeVisible()
  // Until an agent names her, her name is made of the same words in every language.
  const alias = await page.locator('section h2').first().innerText()
  DATA.push(alias, ...alias.split(' '))
  await look(page, 'conversation')
  await page
    .getByRole('button', { name: said('inbox', 'changeName') })
    .first()
    .click()
  await look(page, 'conversation, renaming')
  await page.getByLabel(said('inbox', 'visitorsName')).fill('Vera Holm')
  await page.keyboard.press('Enter')
  const reply = page.locator('textarea')
  await reply.fill('It is.')
  await look(page, 'conversation, writing')
  await reply.press('Enter')
  await expect(visitor.getByText('It is.')).toBeVisible()
  await look(visitor, 'chat, answered', chat)
  await look(page, 'conversation, answered')

  await page.getByRole('button', { name: said('inbox', 'note'), exact: true }).click()
  await look(page, 'conversation, writing a note')
  await reply.fill('Lantern 12.')
  await reply.press('Enter')
  await expect(page.locator('[data-content]').filter({ hasText: 'Lantern 12.' })).toBeVisible()
  await look(page, 'conversation, with a note')
  await page.getByRole('button', { name: said('ownWords', 'changeNote') }).click()
  await look(page, 'menu of a note')
  await page.keyboard.press('Enter')
  await look(page, 'editing a note')
  await page.keyboard.press('Escape')

  const dialog = page.getByRole('dialog')
  for (const key of ['block', 'eraseData', 'palette', 'help'] as const) {
    await page.getByRole('button', { name: said('actions', key) }).click()
    await expect(dialog).toBeVisible()
    await look(page, `dialog ${key}`)
    if (key === 'eraseData') {
      await page.keyboard.press('Enter')
      await look(page, 'dialog eraseData without the word')
    }
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await page.getByRole('button', { name: said('inbox', 'accountOf', { name: 'Olga Berg' }) }).click()
  await expect(dialog).toBeVisible()
  await look(page, 'dialog accountOf')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: said('alerts', 'notifications') }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'menu of notifications')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: new RegExp(`^${said('inbox', 'close')}`) })
    .first()
    .click()
  await expect(page.getByText(said('inbox', 'isClosed'), { exact: true })).toBeVisible()
  await look(page, 'closed, with a toast')
  await look(visitor, 'chat, closed', chat)
  for (const query of ['status=closed', 'status=all', 'status=needs-answer', 'unread=1']) {
    await page.goto(`/support/agent?${query}`)
    await look(page, `list, ${query}`)
  }
  await page.goto('/support/agent/01900000-0000-7000-8000-000000000000')
  await expect(page.getByText(said('inbox', 'noConversation'))).toBeVisible()
  await look(page, 'no such conversation')

  await page.goto('/support/settings/people')
  await look(page, 'people')
  await page
    .getByRole('button', { name: said('team', 'actionsFor', { name: '\u2068Olga Berg\u2069' }) })
    .click()
  await look(page, 'people, menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: said('team', 'invite') }).click()
  await look(page, 'people, inviting')
  await page.getByLabel(said('team', 'inviteEmail')).fill('cleo')
  await page.keyboard.press('Enter')
  await look(page, 'people, wrong address')
  await page.getByLabel(said('team', 'inviteEmail')).fill('cleo@example.com')
  await page.keyboard.press('Enter')
  const link = await page.getByLabel(said('team', 'link'), { exact: true }).inputValue()
  await look(page, 'people, link')
  await page.keyboard.press('Escape')
  await look(page, 'people, invited')

  await page.goto('/support/settings/account')
  await look(page, 'account')
  for (const form of await page.locator('main form button[type="submit"]').all()) await form.click()
  await look(page, 'account, empty forms')
  await page.getByRole('button', { name: said('account', 'setUpMore') }).click()
  await page.getByLabel(said('account', 'passwordToSetUp')).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: said('account', 'qrCode') })).toBeVisible()
  await look(page, 'account, second factor')
  await page.goto('/support/settings/notifications')
  await look(page, 'notifications')
  await page.goto('/support/settings/audit')
  await look(page, 'audit')
  await page.goto('/support/settings/sites/new')
  await look(page, 'new site')
  await page.goto('/support/settings/sites')
  await look(page, 'sites')
  await page.getByRole('link', { name: 'Evening Light' }).click()
  for (const tab of ['general', 'appearance', 'textsTab', 'identity', 'install'] as const) {
    await page.getByRole('tab', { name: said('sites', tab) }).click()
    await expect(page.getByRole('tabpanel').first()).toBeVisible()
    await look(page, `site, ${tab}`)
  }
  await page.getByRole('tab', { name: said('sites', 'identity') }).click()
  await page.getByText(said('sites', 'vouchesRequired'), { exact: true }).click()
  await look(page, 'site, changed')

  const cleo = await german()
  await cleo.goto(link)
  await expect(cleo.getByLabel(said('team', 'name'))).toBeVisible()
  await look(cleo, 'joining')
  await cleo.goto('/join')
  await look(cleo, 'joining without a link')
  await cleo.goto('/reset-password')
  await look(cleo, 'password without a link')
  await cleo.goto('/sign-in')
  await look(cleo, 'signing in')
  await cleo.getByLabel(said('account', 'email')).fill('olga@example.com')
  await cleo.getByLabel(said('account', 'password'), { exact: true }).fill('wrong')
  await cleo.keyboard.press('Enter')
  await expect(cleo.getByText(said('account', 'wrongSignIn'))).toBeVisible()
  await look(cleo, 'signing in wrongly')
  await cleo.goto('/nowhere')
  await look(cleo, 'nowhere')

  expect(left).toEqual([])
})

ordinary(
  'A-40 an agent reads what their browser asks for, or what they choose',
  async ({ contexts, adminStorage }) => {
    const page = await contexts.openPage({ storageState: adminStorage, locale: 'de-AT' })
    await page.goto('/support/agent')
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(page).toHaveTitle(/Posteingang · Porchlight$/)
    // As the server draws it, before any script.
    const drawn = await (
      await page.request.get('/support/agent', { headers: { 'accept-language': 'de-AT' } })
    ).text()
    expect([drawn.includes('>Beendet<'), drawn.includes('>Closed<')]).toEqual([true, false])

    await page.locator('[data-row] a').first().click()
    await expect(page.getByRole('log', { name: 'Nachrichten' })).toBeVisible()
    await expect(page.locator('[data-row] time').first()).toHaveText(
      /^(jetzt|\d+ Min\.|\d+\s?(h|Std\.)|\d+ T|\d+\. \S+)$/,
    )
    await page.goto('/support/settings/account')
    await page.getByText('English', { exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.goto('/support/agent')
    await expect(page).toHaveTitle(/Inbox · Porchlight$/)

    await page.goto('/support/settings/account')
    await expect(page.getByLabel('English')).toBeChecked()
    await page.getByText('System language', { exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Ihr Konto' })).toBeVisible()
  },
)
