import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VisitorExport } from '@/contract/visitors/visitor'
import { type Terminal, visitorsCommand } from '@/process/commands/visitors-command'
import { realtimeStateFile } from '@/process/postgres/data-folder'
import { db } from '@/server/database/db'
import { emptyDatabase } from '@/tests/database'
import { ada, createCast, createConversation, vera, victor } from '@/tests/factories'

let folder: string
let said: string[]

beforeEach(async () => {
  await emptyDatabase()
  await createCast()
  await createConversation({
    messages: [
      [vera, 'Hello?'],
      [ada, 'Hi.'],
    ],
  })
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-visitors-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('export', () => {
  it('writes a file that only its owner can read', async () => {
    const file = path.join(folder, 'vera.json')
    await visitorsCommand(['export', '--id', vera.id, '--output', file], person())

    const { data } = JSON.parse(readFileSync(file, 'utf8')) as VisitorExport
    expect(data.conversations[0]?.messages.map(({ content }) => content)).toEqual(['Hello?', 'Hi.'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(said.join()).toContain('conversations: 1, messages: 2')
  })

  it('finds a visitor by address, and asks which one of several', async () => {
    await db.user.update({ where: { id: vera.id }, data: { email: 'vera@example.com' } })
    const file = path.join(folder, 'vera.json')
    await visitorsCommand(['export', '--email', 'Vera@Example.com', '--output', file], person())
    expect(existsSync(file)).toBe(true)

    await db.user.update({ where: { id: victor.id }, data: { email: 'vera@example.com' } })
    const again = visitorsCommand(['export', '--email', 'vera@example.com'], person())
    await expect(again).rejects.toThrow(new RegExp(`2 visitors[^]*${vera.id}[^]*${victor.id}`))
  })

  it('does not overwrite files', async () => {
    const file = path.join(folder, 'taken.json')
    writeFileSync(file, 'precious')
    await expect(visitorsCommand(['export', '--id', vera.id, '--output', file], person())).rejects.toThrow(
      'already exists',
    )
    expect(readFileSync(file, 'utf8')).toBe('precious')
  })
})

describe('erase', () => {
  it('asks for confirmation, and deletes once the word was typed', async () => {
    await visitorsCommand(['erase', '--id', vera.id], person('delete'))
    expect(await db.user.count({ where: { id: vera.id } })).toBe(0)
    expect(said.at(-1)).toBe('Permanently deleted. Conversations: 1, messages: 2')
  })

  it('deletes the state file of a stopped realtime server', async () => {
    writeFileSync(realtimeStateFile(), 'Hello?')
    await visitorsCommand(['erase', '--id', vera.id, '--yes'], script())
    expect(existsSync(realtimeStateFile())).toBe(false)
  })

  it.each([
    ['another word', [], 'yes', 'Nothing was changed'],
    ['no terminal', [], null, 'Add --yes'],
    ['an address', ['--email', 'vera@example.com'], 'delete', 'erase by --id'],
  ])('changes nothing with %s', async (_, more, answer, message) => {
    const which = more.length > 0 ? more : ['--id', vera.id]
    const terminal = answer === null ? script() : person(answer)
    await expect(visitorsCommand(['erase', ...which], terminal)).rejects.toThrow(message)
    expect(await db.message.count()).toBe(2)
  })
})

it.each([
  [[], 'Choose export or erase'],
  [['delete', '--id', vera.id], 'Choose export or erase'],
  [['erase', '--force'], '--force'],
  [['erase'], 'Name a visitor'],
  [['export', '--id', vera.id, '--email', 'a@b.example'], 'Name a visitor'],
  [['erase', '--id', 'vera'], 'vera is not a valid visitor id'],
  [['erase', '--id', ada.id], 'There is no visitor'],
  [['export', '--email', 'nobody@example.com'], 'No visitor has the address'],
])('explains what is wrong with %j', async (args, message) => {
  await expect(visitorsCommand(args, person('delete'))).rejects.toThrow(message)
})

function person(answer = ''): Terminal {
  return { isInteractive: true, say: (line) => said.push(line), ask: async () => answer }
}

function script(): Terminal {
  return {
    isInteractive: false,
    say: (line) => said.push(line),
    ask: () => Promise.reject(new Error('no terminal')),
  }
}
