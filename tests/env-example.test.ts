import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readEnv, settings } from '@/server/settings/env'

const lines = readFileSync('.env.example', 'utf8').split('\n')

it('documents exactly the settings of the schema, in its words', () => {
  const documented = lines.flatMap((line, index) => {
    const name = /^# ([A-Z_]+)=/.exec(line)?.[1]
    return name ? [[name, lines[index - 1]?.replace(/^# /, '')]] : []
  })
  expect(Object.fromEntries(documented)).toEqual(settings)
})

it('shows valid values, and leaves secrets empty', () => {
  const example = lines.flatMap((line) => {
    const [, name, value] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? []
    return name ? [[name, value]] : []
  })
  const own = { ADMIN_PASSWORD: 'a password of my own', AUTH_SECRET: '', OIDC_CLIENT_SECRET: 'one of my own' }
  expect(() => readEnv({ ...Object.fromEntries(example), ...own })).not.toThrow()
})

it('changes nothing when copied unchanged', () => {
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
})
