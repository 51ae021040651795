import { expect, frame, launcher, noteConsole, openWidget, sayFromShop, test } from './support/widget'

// Tries WGT-025.
test('W-06 a page that has spoiled what scripts build on spoils nothing of the chat', async ({
  openShop,
  tag,
}) => {
  const page = await openShop({
    path: '/spoiled',
    html: `<script>
      window.fetch = () => { throw new Error('spoiled') }
      window.WebSocket = class { constructor() { throw new Error('spoiled') } }
      Array.prototype.map = null
      Object.prototype.foo = 1
    </script><h1>Lamps</h1>${tag}`,
  })
  const lines = noteConsole(page)
  await openWidget(page)
  await sayFromShop(page, 'Does it work all the same?')
  expect(lines).toEqual([])
})

// Tries WGT-008, WGT-010, WGT-011.
test('W-08 what no message can carry, a prototype and the address of another server do no harm', async ({
  openShop,
  context,
}) => {
  const page = await openShop({ path: '/spoilers' })
  await expect(launcher(page)).toBeVisible()
  const lines = noteConsole(page)
  const elsewhere: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('evil.example')) elsewhere.push(request.url())
  })
  await page.evaluate(() => {
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    const { Porchlight } = window as unknown as { Porchlight: (...values: unknown[]) => void }
    for (const value of [circle, 1n, () => {}, Symbol('s')])
      for (const name of ['name', 'email', 'identity', 'locale'])
        for (const call of ['boot', 'update', 'track']) Porchlight(call, { [name]: value })
    Porchlight('update', JSON.parse('{"__proto__": {"polluted": 1}, "name": "Vera"}'))
    Porchlight('boot', { baseUrl: 'https://evil.example', apiBase: 'https://evil.example' })
  })
  await openWidget(page)
  await sayFromShop(page, 'Still here')
  expect(lines.filter((line) => line.startsWith('thrown'))).toEqual([])
  expect(elsewhere).toEqual([])
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
  expect(
    await frame(page)
      .locator('body')
      .evaluate(() => 'polluted' in {}),
  ).toBe(false)
})
