import type { Locator, Page } from '@playwright/test'
import { expectAccessibleInAllLooks, expectFits } from './support/accessibility'
import { composer, log, openChat, openConversation, say } from './support/chat'
import { expect, test } from './support/fixtures'

const editor = (page: Page) => log(page).getByRole('textbox', { name: /^Edit (message|note)$/ })
const row = (page: Page, text: string) => log(page).getByRole('listitem').filter({ hasText: text })
const menuOf = (message: Locator) => message.getByRole('button', { name: /^Edit or delete your/ })

test('A-25 an agent edits a message, and everyone sees the new text, after a reload too', async ({
  visitorPage,
  agentPage,
  benPage,
}) => {
  const [visitor, ada, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  await openChat(visitor)
  await say(visitor, 'When do you open?')
  await openConversation(ada, 'When do you open?')
  await openConversation(ben, 'When do you open?')
  await say(ada, 'At nein')
  await expect(log(visitor).getByText('At nein')).toBeVisible()
  await expect(menuOf(row(ben, 'At nein')), 'not one’s own').toHaveCount(0)

  await menuOf(row(ada, 'At nein')).click()
  await ada.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(editor(ada)).toBeFocused()
  await expect(editor(ada)).toHaveValue('At nein')
  await editor(ada).fill('At nine')
  await editor(ada).press('Enter')
  await expect(editor(ada)).toHaveCount(0)
  await expect(menuOf(row(ada, 'At nine'))).toBeFocused()

  for (const page of [ada, ben, visitor]) {
    await expect(row(page, 'At nine').getByText('Edited')).toHaveAttribute('title', /\d:\d\d/)
    await expect(page.getByText('At nein')).toHaveCount(0)
    await page.reload()
    await expect(row(page, 'At nine').getByText('Edited')).toBeVisible()
  }
})

test('A-25 the arrow up in an empty field edits the last own words; Escape gives up', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Up and down')
  await openConversation(ada, 'Up and down')
  await composer(ada).press('ArrowUp')
  await expect(editor(ada), 'the visitor’s are not one’s own').toHaveCount(0)
  await say(ada, 'First')
  await say(ada, 'Secnd')
  await expect(menuOf(row(ada, 'Secnd'))).toBeAttached()

  await composer(ada).fill('x')
  await composer(ada).press('ArrowUp')
  await expect(editor(ada)).toHaveCount(0)
  await composer(ada).fill('')
  await composer(ada).press('ArrowUp')
  await expect(editor(ada)).toHaveValue('Secnd')
  await editor(ada).fill('Never mind')
  await ada.keyboard.press('Escape')
  await expect(editor(ada)).toHaveCount(0)
  await expect(composer(ada)).toBeFocused()
  await expect(row(ada, 'Secnd')).toBeVisible()

  await composer(ada).press('ArrowUp')
  await expect(editor(ada)).toHaveValue('Secnd')
  await editor(ada).fill('Second')
  await editor(ada).press('Enter')
  await expect(row(visitor, 'Second').getByText('Edited')).toBeVisible()
  await expect(composer(ada)).toBeFocused()
})

test('A-25 a text that is being edited survives a reload, and another conversation', async ({
  visitorPage,
  agentPage,
}) => {
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Half an edit')
  await openConversation(ada, 'Half an edit')
  await say(ada, 'Original')
  await expect(menuOf(row(ada, 'Original'))).toBeAttached()
  await composer(ada).press('ArrowUp')
  await editor(ada).fill('Original, but better')
  await ada.reload()
  await expect(editor(ada)).toHaveValue('Original, but better')
  await openConversation(ada, 'Oskar Lund')
  await openConversation(ada, 'Original')
  await expect(editor(ada)).toHaveValue('Original, but better')
  await editor(ada).press('Enter')
  await expect(log(visitor).getByText('Original, but better')).toBeVisible()
  await ada.reload()
  await expect(log(ada).getByText('Original, but better')).toBeVisible()
  await expect(editor(ada)).toHaveCount(0)
})

test('A-25 an agent deletes a message and a note by the keyboard alone, after a question', async ({
  visitorPage,
  agentPage,
  benPage,
}) => {
  const [visitor, ada, ben] = await Promise.all([visitorPage(), agentPage(), benPage()])
  await openChat(visitor)
  await say(visitor, 'Too many words')
  await openConversation(ada, 'Too many words')
  await openConversation(ben, 'Too many words')
  await say(ada, 'Sent to the wrong person')
  await ada.keyboard.press('Escape')
  await ada.keyboard.press('n')
  await say(ada, 'A hasty note')
  await expect(log(ben).getByText('A hasty note')).toBeVisible()

  await menuOf(row(ada, 'Sent to the wrong person')).focus()
  await ada.keyboard.press('Enter')
  await expect(ada.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await ada.keyboard.press('ArrowDown')
  await expect(ada.getByRole('menuitem', { name: 'Delete' })).toBeFocused()
  await ada.keyboard.press('Enter')
  const question = ada.getByRole('alertdialog', { name: 'Delete this message?' })
  await expect(question).toBeVisible()
  // Keys of the inbox belong to the question now.
  await ada.keyboard.press('e')
  await expectAccessibleInAllLooks(ada)
  await ada.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(menuOf(row(ada, 'Sent to the wrong person'))).toBeFocused()
  await expect(ada.locator('[data-action="toggle-status"]')).toHaveText(/^Close/)

  for (const text of ['Sent to the wrong person', 'A hasty note']) {
    await menuOf(row(ada, text)).focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('menuitem', { name: 'Delete' }).press('Enter')
    await ada.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter')
    for (const page of [ada, ben, visitor]) await expect(page.getByText(text)).toHaveCount(0)
  }
  await expect(log(ben).getByText('Message deleted')).toBeVisible()
  await expect(log(ben).getByText('Note deleted')).toBeVisible()
  await expect(log(visitor).getByText('Message deleted')).toBeVisible()
  await expect(visitor.getByText('Note')).toHaveCount(0)
  await visitor.reload()
  await expect(log(visitor).getByText('Message deleted')).toBeVisible()
})

test('A-25 what cannot be saved stays in the field, with the reason', async ({
  visitorPage,
  agentPage,
  allowConsoleError,
}) => {
  allowConsoleError(/status of 4(03|09)|ERR_INTERNET_DISCONNECTED/)
  const [visitor, ada] = await Promise.all([visitorPage(), agentPage()])
  await openChat(visitor)
  await say(visitor, 'Nothing works')
  await openConversation(ada, 'Nothing works')
  await say(ada, 'It does')
  await expect(menuOf(row(ada, 'It does'))).toBeAttached()
  const other = await ada.context().newPage()
  await other.goto(ada.url())
  await expect(menuOf(row(other, 'It does'))).toBeAttached()
  await composer(ada).press('ArrowUp')
  await editor(ada).fill('It does now')

  await ada.context().setOffline(true)
  await editor(ada).press('Enter')
  await expect(log(ada).getByRole('alert')).toContainText('Porchlight could not be reached.')
  await expect(editor(ada)).toHaveValue('It does now')
  await ada.context().setOffline(false)

  await composer(other).press('ArrowUp')
  await editor(other).fill('It does, says the other window')
  await editor(other).press('Enter')
  await expect(log(visitor).getByText('It does, says the other window')).toBeVisible()
  await editor(ada).press('Enter')
  await expect(log(ada).getByRole('alert')).toHaveText(
    'You changed this in another window. Save again to replace that text.',
  )
  await expectAccessibleInAllLooks(ada)
  await editor(ada).press('Enter')
  await expect(log(visitor).getByText('It does now')).toBeVisible()
  // The visitor may read it before the answer closes the editor.
  await expect(editor(ada)).toHaveCount(0)

  // As when the five minutes end while one types.
  await composer(ada).press('ArrowUp')
  await editor(ada).fill('Too late')
  await ada.route('**/messages/*', (route) =>
    route.fulfill({
      status: 403,
      json: { error: { code: 'edit_too_late', message: 'Too late.', requestId: 'r1' } },
    }),
  )
  await editor(ada).press('Enter')
  await expect(log(ada).getByRole('alert')).toContainText('Copy your text if you need it.')
  await expect(editor(ada)).toHaveValue('Too late')
})

test('A-25 fingers reach the menu and the editor, which fit the smallest screen', async ({
  visitorPage,
  agentPage,
}) => {
  const visitor = await visitorPage()
  const ada = await agentPage({ viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true })
  await openChat(visitor)
  await say(visitor, 'With a thumb')
  await openConversation(ada, 'With a thumb')
  await composer(ada).fill(
    'A message that is as wide as the log lets it be, and then goes on for a second line',
  )
  await ada.getByRole('button', { name: 'Send', exact: true }).tap()
  const menu = menuOf(row(ada, 'as wide as the log'))
  await expect(menu).toBeInViewport({ ratio: 1 })
  expect((await menu.boundingBox())?.width).toBeGreaterThanOrEqual(44)
  await expectFits(ada)
  await expectAccessibleInAllLooks(ada)
  await menu.tap()
  await ada.getByRole('menuitem', { name: 'Edit' }).tap()
  await expectFits(ada)
  await expectAccessibleInAllLooks(ada)
  await editor(ada).fill('Short')
  await log(ada).getByRole('button', { name: 'Save' }).tap()
  await expect(log(visitor).getByText('Short')).toBeVisible()
})
