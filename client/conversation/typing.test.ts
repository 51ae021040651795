import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TYPING_EXPIRY_MS, TYPING_IDLE_MS, TYPING_SEND_MS } from '@/client/constants'
import { TypingSender, TypistList } from './typing'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a person who is typing', () => {
  it('sends the signal at most every three seconds', () => {
    const { sender, sent } = typingSender()
    for (let ms = 0; ms < 9_000; ms += 100) {
      sender.typed()
      vi.advanceTimersByTime(100)
    }
    expect(sent).toEqual([true, true, true])
    expect(TYPING_SEND_MS).toBeLessThan(TYPING_EXPIRY_MS)
  })

  it('stops after five idle seconds, once', () => {
    const { sender, sent } = typingSender()
    sender.typed()
    vi.advanceTimersByTime(TYPING_IDLE_MS * 3)
    expect(sent).toEqual([true, false])
  })

  it('repeats the signal once the channel is attached, unless typing has stopped', () => {
    const { sender, sent } = typingSender()
    sender.repeat()
    sender.typed()
    sender.repeat()
    sender.stop()
    sender.repeat()
    expect(sent).toEqual([true, true, false])
  })

  it('stops on sending, and signals again at the next key', () => {
    const { sender, sent } = typingSender()
    sender.typed()
    sender.stop()
    sender.stop()
    sender.typed()
    expect(sent).toEqual([true, false, true])
  })
})

describe('a person who is watching', () => {
  it('sees who is typing until six seconds of silence', () => {
    const { list, seen } = typistList()
    list.started('a:ada')
    vi.advanceTimersByTime(TYPING_EXPIRY_MS - 1)
    list.started('a:ada')
    vi.advanceTimersByTime(TYPING_EXPIRY_MS - 1)
    expect(seen.at(-1)).toEqual(['a:ada'])
    vi.advanceTimersByTime(1)
    expect(seen.at(-1)).toEqual([])
  })

  it('sees several, each stopping separately', () => {
    const { list, seen } = typistList()
    list.started('a:ada')
    list.started('a:ben')
    list.stopped('a:ada')
    list.stopped('a:nobody')
    expect(seen).toEqual([['a:ada'], ['a:ada', 'a:ben'], ['a:ben']])
    list.clear()
    expect(seen.at(-1)).toEqual([])
  })
})

function typingSender() {
  const sent: boolean[] = []
  return { sender: new TypingSender((isTyping) => sent.push(isTyping)), sent }
}

function typistList() {
  const seen: string[][] = []
  return { list: new TypistList((clientIds) => seen.push(clientIds)), seen }
}
