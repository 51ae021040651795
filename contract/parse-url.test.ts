import { expect, it } from 'vitest'
import { parseUrl } from './parse-url'

it('parses addresses, with a base too, and returns null for anything else', () => {
  expect(parseUrl('https://shop.example/a?b#c')?.pathname).toBe('/a')
  expect(parseUrl('/a', 'https://shop.example')?.href).toBe('https://shop.example/a')
  expect(parseUrl('/a')).toBeNull()
  expect(parseUrl('https://')).toBeNull()
})

it('accepts every letter, also once the engine has compiled it', () => {
  for (let index = 0; index < 50_000; index += 1) parseUrl(`https://shop.example/${index}`)
  expect(parseUrl('https://müller.example/é')?.href).toBe('https://xn--mller-kva.example/%C3%A9')
})
