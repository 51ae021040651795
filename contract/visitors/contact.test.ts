import { expect, it } from 'vitest'
import { email, personName } from '../fields'
import { readEmail, readPersonName } from './contact'

it.each([
  'Vera',
  '  Vera \n Lind ',
  '',
  ' \u200b ',
  '\u202eareV',
  '✓ Vera',
  'V'.repeat(100),
  'V'.repeat(101),
  '👩‍🚒'.repeat(33),
  'x'.repeat(500),
  'NUL \u0000',
  'half \ud83d',
])('takes %j as a name like the schema', (text) => {
  const { data = null } = personName.safeParse(text)
  expect(readPersonName(text)).toBe(data)
})

it.each([
  'vera@shop.example',
  ' Vera@Shop.Example ',
  'vera@shop',
  'vera',
  '',
  '@shop.example',
  'vera.@shop.example',
  'vera@shop..example',
  `${'v'.repeat(60)}@${'s'.repeat(180)}.example`,
  `${'v'.repeat(250)}@shop.example`,
  'vera@shop.example\u0000',
  'véra@shop.example',
])('takes %j as an address like the schema', (text) => {
  const { data = null } = email.safeParse(text)
  expect(readEmail(text)).toBe(data)
})
