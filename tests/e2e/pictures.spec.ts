import { readFileSync } from 'node:fs'
import type { FrameLocator, Locator, Page } from '@playwright/test'
import { expectAccessible } from './support/accessibility'
import { conversationIdOf, log, openChat, post, say } from './support/chat'
import { expect, test } from './support/fixtures'
import { openWidget, sayFromShop, frame as shopFrame, test as shopTest } from './support/widget'

const ACCOUNT = '/support/settings/account'
const OWN_PICTURE = '/api/support/agents/me/picture'

/** A JPEG as written by a phone: with its location. */
function photograph(): Buffer {
  const jpeg = readFileSync('tests/pictures/face.jpg')
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\bGPS 38.7223 N 9.1393 W')
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

/** The widths of the pictures that a part of a page shows; 0 for one that failed to load. */
function shownPictures(place: Page | Locator | FrameLocator): Promise<number[]> {
  return place.locator('[data-picture]').evaluateAll((elements) =>
    Promise.all(
      elements.map(async (element) => {
        const image = new Image()
        image.src = getComputedStyle(element).backgroundImage.slice(5, -2)
        await image.decode().catch(() => {})
        return image.naturalWidth
      }),
    ),
  )
}

/** The picture that a page shows, as served. */
async function storedPicture(page: Page): Promise<{ type: string | undefined; bytes: Buffer }> {
  const background = await page
    .locator('[data-picture]')
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundImage)
  const answer = await page.request.get(background.slice(5, -2))
  return { type: answer.headers()['content-type'], bytes: await answer.body() }
}

async function setPicture(page: Page): Promise<void> {
  const answer = await page.request.put(OWN_PICTURE, {
    headers: { 'content-type': 'image/webp', origin: new URL(page.url()).origin },
    data: readFileSync('tests/pictures/face.webp'),
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

async function removePicture(page: Page): Promise<void> {
  await page.request.delete(OWN_PICTURE, { headers: { origin: new URL(page.url()).origin } })
}

test('an agent chooses, crops and removes a picture, with the mouse and with the keyboard alone', async ({
  agentPage,
}) => {
  const page = await agentPage()
  await removePicture(page)
  await page.goto(ACCOUNT)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a picture…' }).click()
  await (await choosing).setFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: photograph() })
  const dialog = page.getByRole('dialog', { name: 'Crop your picture' })
  const area = dialog.getByRole('application')
  await expect(area).toBeVisible()
  await expectAccessible(page)

  const drawn = () => area.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  const whole = await drawn()
  await dialog.getByRole('slider', { name: 'Zoom' }).fill('2')
  await expect.poll(drawn).not.toBe(whole)
  const enlarged = await drawn()
  await area.hover()
  await page.mouse.down()
  await page.mouse.move(20, 20, { steps: 3 })
  await page.mouse.up()
  await expect.poll(drawn).not.toBe(enlarged)
  await dialog.getByRole('button', { name: 'Save picture' }).click()

  await expect(page.getByRole('status')).toHaveText('Your picture has been changed.')
  await expect(page.getByRole('button', { name: 'Choose another…' })).toBeFocused()
  await expect.poll(() => shownPictures(page)).toEqual([256])
  const first = await storedPicture(page)
  expect(first.type).toBe('image/webp')
  expect(first.bytes.length).toBeLessThanOrEqual(64_000)
  expect(first.bytes.toString('latin1')).not.toMatch(/Exif|GPS/)

  // From here on without the mouse. The file dialog is the browser's own.
  await page.locator('input[type="file"]').setInputFiles('tests/pictures/wide.png')
  await area.focus()
  const before = await drawn()
  await page.keyboard.press('ArrowRight')
  await expect.poll(drawn).not.toBe(before)
  const moved = await drawn()
  await page.keyboard.press('+')
  await expect.poll(drawn).not.toBe(moved)
  await page.keyboard.press('-')
  await expect.poll(drawn).toBe(moved)
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('slider', { name: 'Zoom' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect.poll(async () => (await storedPicture(page)).bytes.equals(first.bytes)).toBe(false)

  await page.getByRole('button', { name: 'Remove picture' }).press('Enter')
  await expect(page.getByRole('status')).toHaveText(
    'Your picture has been removed. Your initials are shown again.',
  )
  await expect(page.getByRole('button', { name: 'Choose a picture…' })).toBeFocused()
  expect(await shownPictures(page)).toEqual([])
})

test('a picture can be dropped, and other files are refused with a message', async ({ agentPage }) => {
  const page = await agentPage()
  await removePicture(page)
  await page.goto(ACCOUNT)
  // The server rendered the place. A drop waits for the script.
  await page.waitForLoadState('networkidle')
  const place = page.locator('[data-dropping]')
  const drop = async (name: string, type: string, bytes: Buffer) => {
    const files = await page.evaluateHandle(
      ({ name, type, base64 }) => {
        const transfer = new DataTransfer()
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        transfer.items.add(new File([bytes], name, { type }))
        return transfer
      },
      { name, type, base64: bytes.toString('base64') },
    )
    await place.dispatchEvent('dragover', { dataTransfer: files })
    await expect(place).toHaveAttribute('data-dropping', 'true')
    await place.dispatchEvent('drop', { dataTransfer: files })
  }

  await drop('me.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await expect(page.getByRole('alert').filter({ hasText: 'cannot open that file' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await drop('me.png', 'image/png', readFileSync('tests/pictures/wide.png'))
  await expect(page.getByRole('dialog', { name: 'Crop your picture' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'cannot open that file' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await shownPictures(page)).toEqual([])
})

test('A-14 W-25 W-30 colleagues and visitors see the picture beside messages, and initials where it fails to load', async ({
  agentPage,
  benPage,
  visitorPage,
  allowConsoleError,
}) => {
  const ada = await agentPage()
  await setPicture(ada)
  await ada.reload()
  await expect.poll(() => shownPictures(ada.getByRole('navigation', { name: 'Main' }))).toEqual([128])

  const visitor = await visitorPage()
  await openChat(visitor)
  await say(visitor, 'Who is there?')
  await expect(log(visitor)).toContainText(/Sent|Read/)
  const conversationId = await conversationIdOf(visitor)
  await post(ada, 'agent', conversationId, ['It is me.', 'And still me.'])
  await expect(log(visitor)).toContainText('And still me.')
  // One beside the group's name, one in the header.
  await expect.poll(() => shownPictures(log(visitor))).toEqual([128])
  await expect.poll(() => shownPictures(visitor)).toEqual([128, 128])
  await expectAccessible(visitor)

  const ben = await benPage()
  await ben.goto(`/support/agent/${conversationId}`)
  await expect.poll(() => shownPictures(log(ben))).toEqual([128])
  await ada.goto(`/support/agent/${conversationId}`)
  await expect
    .poll(() => shownPictures(ben.getByRole('list', { name: 'Also looking at this' })))
    .toEqual([128])
  await ada.goto('/support/settings/people')
  await expect
    .poll(() => shownPictures(ada.getByRole('listitem').filter({ hasText: 'ada@example.com' })))
    .toEqual([128])

  allowConsoleError(/Failed to load resource/)
  await visitor.route('**/api/support/pictures/*', (route) => route.abort())
  await visitor.reload()
  await expect(log(visitor)).toContainText('And still me.')
  await expect.poll(() => shownPictures(visitor)).toEqual([0, 0])
  await expect(log(visitor).getByText('AL', { exact: true })).toBeVisible()
  // Not covered by a broken-image icon.
  const initials = log(visitor).locator('[aria-hidden="true"]:has(> [data-picture])').first()
  const seen = await initials.screenshot()
  await initials.locator('[data-picture]').evaluate((picture) => {
    picture.style.visibility = 'hidden'
  })
  expect((await initials.screenshot()).equals(seen)).toBe(true)
  await removePicture(ada)
})

shopTest('the picture appears on another site’s page, inside the frame', async ({ openShop, agentPage }) => {
  const ada = await agentPage()
  await setPicture(ada)
  const page = await openShop({ path: '/pictures' })
  await openWidget(page)
  await sayFromShop(page, 'Who answers this shop?')
  await ada.getByRole('link').filter({ hasText: 'Who answers this shop?' }).first().click()
  await ada.getByRole('textbox', { name: /^Reply/ }).fill('I do.')
  await ada.keyboard.press('Enter')
  await expect(shopFrame(page).getByRole('log')).toContainText('I do.')
  await expect.poll(() => shownPictures(shopFrame(page))).toEqual([128, 128])
  await removePicture(ada)
})
