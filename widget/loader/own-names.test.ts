// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { OWN_NAMES } from '@/scripts/steps/widget.mjs'

it('mangles no property that browsers define', () => {
  const known = new Set<string>()
  for (const name of Object.getOwnPropertyNames(window)) {
    const { prototype } = Object(Reflect.get(window, name)) as { prototype?: object }
    for (const property of Object.getOwnPropertyNames(prototype ?? {})) known.add(property)
  }
  expect([...known]).toEqual(expect.arrayContaining(['isConnected', 'append', 'dataset', 'composedPath']))
  expect(OWN_NAMES.filter((name) => known.has(name) || name in window)).toEqual([])
})
