import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'
import { discardPorchlight, preparePorchlight } from './support/porchlight'

/** How soon every screen must drop deleted data. */
const WITHIN = { timeout: 5_000 }

test('deleting a visitor’s data removes it from every screen', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  // The visitor's realtime token is revoked; its page may request another before it learns why.
  allowConsoleError(/status of 401/)
  const [visitor, admin, colleague] = await Promise.all([visitorPage(), agentPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'My name is Vera and this is private')
  await openConversation(admin, 'this is private')
  await openConversation(colleague, 'this is private')
  await say(admin, 'Of course, Vera')
  await expect(log(visitor).getByText('Of course, Vera')).toBeVisible()
  await composer(colleague).fill('Dear Vera, as you wrote')
  await composer(visitor).fill('half a thought')
  const address = colleague.url()

  await eraseBy(admin)

  await expect(colleague.getByRole('heading', { name: 'This visitor’s data was deleted' })).toBeVisible(
    WITHIN,
  )
  await expect(visitor.getByText('The earlier conversation was deleted.')).toBeVisible(WITHIN)
  await expect(admin.getByText('The visitor’s data was deleted.')).toBeVisible(WITHIN)
  for (const page of [visitor, admin, colleague]) {
    await expect(page.locator('[data-content], [data-row]').getByText(/private|Of course, Vera/)).toHaveCount(
      0,
      WITHIN,
    )
    // The last announcement stays in the live region for some seconds.
    await expect(page.getByText(/private|Of course, Vera/)).toHaveCount(0, { timeout: 10_000 })
  }
  expect(await colleague.evaluate(() => JSON.stringify(localStorage))).not.toContain('Vera')
  // Opening the next conversation would mark it as read for the whole team.
  await expect(admin).toHaveURL(/\/support\/agent$/)

  await expect(composer(visitor)).toHaveValue('half a thought')
  await say(visitor, 'I am somebody new')
  await expect(log(visitor).locator('[data-content]')).toHaveText(['I am somebody new'])
  await openConversation(admin, 'I am somebody new')
  allowConsoleError(/status of 404/)
  await colleague.goto(address)
  await expect(colleague.getByRole('heading', { name: 'Conversation not found' })).toBeVisible()
})

test('an export contains the messages, and its hash', async ({ visitorPage, agentPage }) => {
  const [visitor, admin] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Please send me what you know of me')
  await openConversation(admin, 'what you know of me')

  const download = admin.waitForEvent('download')
  await admin.getByRole('button', { name: 'Export data' }).click()

  const file = await download
  expect(file.suggestedFilename()).toMatch(/^visitor-[0-9a-f-]{36}\.json$/)
  const { data, sha256 } = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(data.conversations[0].messages[0].content).toBe('Please send me what you know of me')
  expect(createHash('sha256').update(JSON.stringify(data)).digest('hex')).toBe(sha256)
})

test('a failed export says so', async ({ visitorPage, agentPage, allowConsoleError }) => {
  allowConsoleError(/status of 503|ERR_FAILED/)
  const [visitor, admin] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'And what if it fails?')
  await openConversation(admin, 'And what if it fails?')
  await admin.route('**/export', (route) => route.abort())

  await admin.getByRole('button', { name: 'Export data' }).click()

  await expect(
    admin.getByText('The data could not be exported. Porchlight could not be reached'),
  ).toBeVisible()
})

const looks = [
  { name: 'light', options: { colorScheme: 'light' }, dir: 'ltr' },
  { name: 'dark', options: { colorScheme: 'dark' }, dir: 'ltr' },
  { name: 'on a small screen', options: { viewport: { width: 360, height: 740 } }, dir: 'ltr' },
  { name: 'from right to left', options: { viewport: { width: 1280, height: 800 } }, dir: 'rtl' },
] as const

for (const { name, options, dir } of looks) {
  test(`deleting asks for confirmation, by keyboard too, ${name}`, async ({ visitorPage, agentPage }) => {
    const [visitor, admin] = await Promise.all([visitorPage(), agentPage(options)])
    await openChat(visitor)
    await say(visitor, `Delete me, ${name}`)
    await openConversation(admin, `Delete me, ${name}`)
    await admin.evaluate((value) => {
      document.documentElement.dir = value
    }, dir)
    if (name === 'on a small screen') await admin.getByRole('button', { name: 'Visitor details' }).click()

    await admin.getByRole('button', { name: 'Delete visitor data…' }).press('Enter')
    const dialog = admin.getByRole('dialog', { name: 'Delete visitor data?' })
    const field = dialog.getByRole('textbox', { name: 'Type delete to confirm' })
    await field.fill('yes')
    await field.press('Enter')
    await expect(dialog.getByText('Type the word delete to continue.')).toBeVisible()
    await expect(field).toBeFocused()
    await expectAccessible(admin)
    const [needed, given] = await admin.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ])
    expect(needed).toBeLessThanOrEqual(given ?? 0)

    await admin.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(admin.getByRole('button', { name: 'Delete visitor data…' })).toBeFocused()
    await expect(log(visitor).getByText(`Delete me, ${name}`)).toBeVisible()
  })
}

test('npm run visitors works whether Porchlight is running or not', async ({ browser }) => {
  test.setTimeout(300_000)
  const porchlight = await preparePorchlight()
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/visitors.mjs', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: porchlight.dataFolder, DATABASE_URL: '', ABLY_API_KEY: '' },
    })
  try {
    await porchlight.start()
    const page = await browser.newPage({ baseURL: porchlight.url })
    await page.goto('/')
    await openChat(page)
    await say(page, 'I want to be forgotten')
    await expect(log(page).getByText('Sent')).toBeVisible()
    const { data } = await (await page.request.get('/api/support/conversations')).json()
    const { id, userId } = data[0]

    const file = path.join(porchlight.dataFolder, 'export.json')
    const exported = run('export', '--id', userId, '--output', file)
    expect([exported.status, exported.stderr]).toEqual([0, ''])
    expect(JSON.parse(await readFile(file, 'utf8')).data.conversations[0].id).toBe(id)

    expect(run('erase', '--id', userId, '--yes')).toMatchObject({ status: 0, stderr: '' })
    await expect(page.getByText('The earlier conversation was deleted.')).toBeVisible(WITHIN)
    await say(page, 'I am here again')
    await expect(log(page).getByText('Sent')).toBeVisible()
    const again = (await (await page.request.get('/api/support/conversations')).json()).data[0].userId
    await page.close()

    await porchlight.stop()
    const dry = run('erase', '--id', again, '--dry-run')
    expect([dry.status, dry.stderr]).toEqual([0, ''])
    expect(dry.stdout).toContain('conversations: 1, messages: 1')
    const unconfirmed = run('erase', '--id', again)
    expect([unconfirmed.status, unconfirmed.stderr.trim()]).toEqual([
      1,
      'This cannot be undone. Add --yes, or run it in a terminal.',
    ])
    expect(run('erase', '--id', again, '--yes')).toMatchObject({ status: 0, stderr: '' })
    expect(run('erase', '--id', again, '--yes').stderr).toContain(`There is no visitor ${again}.`)
    expect(porchlight.isDatabaseRunning()).toBe(false)
  } finally {
    await discardPorchlight(porchlight)
  }
})

async function eraseBy(admin: Page): Promise<void> {
  await admin.getByRole('button', { name: 'Delete visitor data…' }).click()
  const field = admin.getByRole('textbox', { name: 'Type delete to confirm' })
  await field.fill('delete')
  await field.press('Enter')
}
