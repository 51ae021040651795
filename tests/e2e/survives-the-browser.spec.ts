import type { Page, Route } from '@playwright/test'
import { composer, conversationIdOf, log, openChat, openConversation, post, say } from './support/chat'
import { ben, expect, signIn, test } from './support/fixtures'
import { blockStorage, breakTabApis, takeKeys, translate } from './support/odd-browser'

/** "At once", with headroom for a busy machine, and far below the ten seconds after which the chat polls. */
const LIVE = { timeout: 5_000 }

test('a translated chat and a translated inbox keep working', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Can I pay by invoice?')
  await openConversation(agent, 'Can I pay by invoice?')
  await say(agent, 'You can.')
  await expect(log(visitor).getByText('You can.')).toBeVisible()
  for (const page of [visitor, agent]) await translate(page)

  await say(visitor, 'Within how many days?')
  await expect(log(agent).getByText('Within how many days?')).toBeVisible()
  await say(agent, 'Within **thirty**.')
  await expect(log(visitor).getByText('Within thirty.')).toBeVisible()
  await agent.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(visitor.getByText('Closed. Write to reopen.')).toBeVisible()
  for (const page of [visitor, agent]) await translate(page)

  await say(visitor, 'And from abroad?')
  await expect(log(agent).getByText('And from abroad?')).toBeVisible()
  await say(agent, 'The same.')
  await expect(log(visitor).getByText('The same.')).toBeVisible()
  await visitor.keyboard.press('Escape')
  await openChat(visitor)
  await expect(log(visitor).locator('[data-content]')).toHaveCount(6)
  for (const page of [visitor, agent]) await expect(page.getByText('could not be shown')).toHaveCount(0)
})

test('without storage, a visitor writes and reads, and an agent signs in and answers', async ({
  contexts,
  benPage,
}) => {
  const visitor = await contexts.openPage()
  const agent = await contexts.openPage()
  for (const page of [visitor, agent]) await page.addInitScript(blockStorage)
  await visitor.goto('/')
  await openChat(visitor)
  await say(visitor, 'Nothing is kept here')
  await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()

  await agent.goto('/sign-in')
  await agent.getByLabel('E-mail').fill(ben.email)
  await agent.getByLabel('Password', { exact: true }).fill(ben.password)
  await agent.keyboard.press('Enter')
  await openConversation(agent, 'Nothing is kept here')
  await say(agent, 'Nor here')
  await expect(log(visitor).getByText('Nor here')).toBeVisible(LIVE)
  await say(visitor, 'And yet')
  await expect(log(agent).getByText('And yet')).toBeVisible(LIVE)

  const other = await benPage()
  await openConversation(other, 'And yet')
  await expect(log(other).locator('[data-content]')).toHaveText([
    'Nothing is kept here',
    'Nor here',
    'And yet',
  ])
})

for (const how of ['missing', 'refusing', 'silent'] as const) {
  test(`locks and channels between tabs may be ${how}`, async ({ contexts, adminStorage }) => {
    const visitor = await contexts.openPage()
    const agent = await contexts.openPage({ storageState: adminStorage })
    await visitor.addInitScript(breakTabApis, how)
    // Waiting for a lock that never comes takes time; once is enough.
    await agent.addInitScript(breakTabApis, how === 'silent' ? 'missing' : how)
    await Promise.all([visitor.goto('/'), agent.goto('/support/agent')])
    const word = `Locks are ${how}`
    await openChat(visitor)
    await say(visitor, word)
    // The wait for a lock that never comes is limited.
    await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
    await openConversation(agent, word)
    await say(agent, `Even ${how}`)
    await expect(log(visitor).getByText(`Even ${how}`)).toBeVisible()
    await expect(log(visitor).getByText('Waiting for connection')).toHaveCount(0)
  })
}

for (const [name, answer] of [
  ['no answer', (route: Route) => route.abort()],
  ['a firewall’s refusal', (route: Route) => route.fulfill({ status: 403, body: '<h1>Checking…</h1>' })],
  ['a sign-in page of a proxy’s', (route: Route) => route.fulfill({ body: '<form>Wi-Fi</form>' })],
] as const) {
  test(`after ${name} to one token request the chat goes live by itself`, async ({
    visitorPage,
    agentPage,
    allowConsoleError,
  }) => {
    allowConsoleError(/api\/ably\/auth/)
    const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
    let failed = 0
    const fail = (route: Route) => {
      failed += 1
      return answer(route)
    }
    await visitor.route('**/api/ably/auth**', fail, { times: 1 })
    await openChat(visitor)
    await say(visitor, `After ${name}`)
    await openConversation(agent, `After ${name}`)
    await expect(agent.getByText('Online', { exact: true }).first()).toBeVisible({ timeout: 20_000 })
    expect(failed).toBe(1)
    await say(agent, 'Here you are')
    await expect(log(visitor).getByText('Here you are')).toBeVisible(LIVE)
  })
}

test('almost leaving keeps the connection: a download, a mail link, a prompt answered with Stay', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await visitor.route('**/invoice.pdf', (route) =>
    route.fulfill({
      headers: { 'content-disposition': 'attachment', 'content-type': 'application/pdf' },
      body: '%PDF-1.4',
    }),
  )
  await openChat(visitor)
  await say(visitor, 'I almost leave')
  await openConversation(agent, 'I almost leave')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
  let opened = 0
  visitor.on('websocket', () => {
    opened += 1
  })

  await Promise.all([visitor.waitForEvent('download'), leaveBy(visitor, '/invoice.pdf')])
  await expectLive(visitor, agent, 'after the download')
  await leaveBy(visitor, 'mailto:help@porchlight.test')
  await expectLive(visitor, agent, 'after the mail link')
  await visitor.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()))
  const asked = visitor.waitForEvent('dialog').then((dialog) => dialog.dismiss())
  await visitor.evaluate(() => {
    setTimeout(() => window.location.assign('/elsewhere'))
  })
  await asked
  await expectLive(visitor, agent, 'after staying')
  expect(opened, 'connections opened anew').toBe(0)
})

test('a page whose agent signed out elsewhere says so, and sends nothing as the next agent', async ({
  agentPage,
  visitorPage,
  porchlight,
  allowConsoleError,
}) => {
  allowConsoleError(/status of (401|403|409)/)
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Who is answering?')
  await openConversation(ada, 'Who is answering?')
  await composer(ada).fill('It is Ada, half')

  const other = await ada.context().newPage()
  await signIn(ada.context(), porchlight, ben)
  await other.goto('/support/agent')
  await expect(ada.getByText('Another account is signed in.')).toBeVisible()

  await composer(ada).press('Enter')
  await openConversation(other, 'Who is answering?')
  await expect(composer(other), 'a draft is its author’s').toHaveValue('')
  await say(other, 'It is Ben')
  await expect(log(visitor).getByText('It is Ben')).toBeVisible()
  await expect(log(visitor).locator('[data-content]')).toHaveText(['Who is answering?', 'It is Ben'])
})

test('a draft shared by two tabs is sent once, and each tab’s typing is its own', async ({ visitorPage }) => {
  const first = await visitorPage()
  await openChat(first)
  await composer(first).fill('My order is 4711')
  const second = await first.context().newPage()
  await second.goto('/')
  await openChat(second)
  await expect(composer(second)).toHaveValue('My order is 4711')
  await composer(second).press('Enter')
  await expect(composer(first)).toHaveValue('')
  await expect(log(first).locator('[data-content]')).toHaveText(['My order is 4711'])

  await composer(first).fill('typed in the first')
  await composer(second).fill('x')
  await composer(second).fill('')
  await first.reload()
  await expect(composer(first)).toHaveValue('typed in the first')
  await composer(first).press('Enter')
  await expect(log(second).locator('[data-content]')).toHaveText(['My order is 4711', 'typed in the first'])
  await expect(log(second).getByText(/Sending|Waiting/)).toHaveCount(0)
})

test('nothing of ours keeps the shop out of the back/forward cache, and going back restores a live chat', async ({
  cachingPage,
  agentPage,
}) => {
  const [visitor, agent] = [await cachingPage(), await agentPage()]
  await visitor.goto('/')
  await openChat(visitor)
  await say(visitor, 'I look around')
  await openConversation(agent, 'I look around')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()
  await composer(visitor).fill('half a word')

  await visitor.goto('/sign-in')
  await post(agent, 'agent', await conversationIdOf(visitor), ['Take your time'])
  // A page restored from the cache fires no `load`.
  await visitor.goBack({ waitUntil: 'commit' })

  // Chromium's headless shell has no such cache. It reports `masked`, and `websocket` because it decides before `pagehide`.
  const reasons = await reasonsNotRestored(visitor)
  const hasCache = !reasons.includes('masked')
  expect(reasons.filter((reason) => hasCache || !['masked', 'websocket'].includes(reason))).toEqual([])
  await expect(log(visitor).getByText('Take your time')).toBeVisible()
  await expect(composer(visitor)).toHaveValue('half a word')
  await say(agent, 'And live again')
  await expect(log(visitor).getByText('And live again')).toBeVisible(LIVE)
  await composer(visitor).press('Enter')
  await expect(log(agent).getByText('half a word')).toBeVisible(LIVE)
})

test('a page that is frozen and resumed goes live again', async ({ visitorPage, agentPage }) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Put me away')
  await openConversation(agent, 'Put me away')
  await expect(log(visitor).getByText('Read', { exact: true })).toBeVisible()

  const socket = visitor.waitForEvent('websocket')
  await transition(visitor, 'pagehide')
  await expect(agent.getByText('Offline', { exact: true }).first()).toBeVisible(LIVE)
  await say(agent, 'Where are you?')
  await transition(visitor, 'pageshow')
  await socket
  await expect(log(visitor).getByText('Where are you?')).toBeVisible(LIVE)
  await expectLive(visitor, agent, 'after coming back')
})

test('extensions may lock the title, add and remove elements, and grab keys', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, agent] = await Promise.all([visitorPage(), agentPage()])
  for (const page of [visitor, agent]) {
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (document.title !== 'Locked') document.title = 'Locked'
      }).observe(document.head, { childList: true, subtree: true, characterData: true })
      document.title = 'Locked'
      document.body.prepend(Object.assign(document.createElement('div'), { textContent: 'Coupons!' }))
      document.body.append(document.createElement('grammar-helper'))
      for (const script of document.querySelectorAll('body script')) script.remove()
    })
    await takeKeys(page)
  }
  await openChat(visitor)
  await say(visitor, 'I have extensions')
  await openConversation(agent, 'I have extensions')
  await say(agent, 'So have I')
  await expect(log(visitor).getByText('So have I')).toBeVisible()

  // Keys typed into an extension's own field are not shortcuts of the desk.
  await agent.locator('grammar-helper').evaluate((host) => {
    const field = document.createElement('input')
    host.attachShadow({ mode: 'open' }).append(field)
    field.focus()
  })
  await agent.keyboard.type('easy refund')
  await expect(agent.locator('grammar-helper input')).toHaveValue('easy refund')
  await expect(composer(agent)).toHaveValue('')
  await say(visitor, 'Still open?')
  await expect(log(agent).getByText('Still open?')).toBeVisible()
  await expect(visitor.getByText('Closed. Write to reopen.')).toHaveCount(0)
  await expect(agent).toHaveTitle('Locked')
})

for (const locale of ['ar-EG-u-nu-arab', 'th-TH-u-ca-buddhist', 'en-US@posix', 'C']) {
  test(`the chat works in a browser with the language “${locale}”`, async ({ contexts, adminStorage }) => {
    const isTag = locale.includes('-u-')
    const options = isTag ? { locale } : {}
    const visitor = await contexts.openPage(options)
    const agent = await contexts.openPage({ ...options, storageState: adminStorage })
    if (!isTag) {
      for (const page of [visitor, agent]) {
        await page.addInitScript((tag) => {
          Object.defineProperty(navigator, 'languages', { get: () => [tag, ''] })
          Object.defineProperty(navigator, 'language', { get: () => tag })
        }, locale)
      }
    }
    await Promise.all([visitor.goto('/'), agent.goto('/support/agent')])
    await openChat(visitor)
    await say(visitor, `I speak “${locale}”`)
    await expect(log(visitor).getByText('Sent', { exact: true })).toBeVisible()
    await openConversation(agent, `I speak “${locale}”`)
    await say(agent, 'So do I')
    await expect(log(visitor).getByText('So do I')).toBeVisible()
    for (const page of [visitor, agent]) {
      await expect(log(page).locator('time:visible').last()).toHaveText(/^\p{Nd}+[:.]\p{Nd}{2}/u)
      await expect(log(page).getByText('Today')).toBeVisible()
    }
  })
}

/** Clicks a link that the page already had. */
async function leaveBy(page: Page, href: string): Promise<void> {
  await page.evaluate((target) => {
    const link = Object.assign(document.createElement('a'), { href: target, textContent: 'link' })
    document.querySelector('main')?.append(link)
    link.click()
    link.remove()
  }, href)
}

async function expectLive(visitor: Page, agent: Page, words: string): Promise<void> {
  await say(agent, `an answer ${words}`)
  await expect(log(visitor).getByText(`an answer ${words}`)).toBeVisible(LIVE)
  await say(visitor, `a question ${words}`)
  await expect(log(agent).getByText(`a question ${words}`)).toBeVisible(LIVE)
}

/** Why the browser reloaded the page instead of restoring it; empty when it restored it. */
function reasonsNotRestored(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as (PerformanceEntry & {
      notRestoredReasons?: { reasons?: { reason: string }[] } | null
    })[]
    return entry?.notRestoredReasons?.reasons?.map(({ reason }) => reason) ?? []
  })
}

/** What a browser with a back/forward cache tells a page on navigation. */
async function transition(page: Page, type: 'pagehide' | 'pageshow'): Promise<void> {
  await page.evaluate((name) => {
    window.dispatchEvent(new PageTransitionEvent(name, { persisted: true }))
  }, type)
}
