import { describe, expect, it } from 'vitest'
import { type AlarmState, decideAlarm, wordsOfNotification } from './alarm'

const told: AlarmState = {
  isWatched: false,
  isRead: false,
  isAway: false,
  isQuiet: false,
  canNotify: true,
  wantsSound: true,
}

describe('decideAlarm', () => {
  it('tells an agent who does not look, with both', () => {
    expect(decideAlarm(told)).toEqual({ notification: true, sound: true })
  })

  it.each(['isWatched', 'isRead', 'isAway', 'isQuiet'] as const)('tells nothing when %s', (reason) => {
    expect(decideAlarm({ ...told, [reason]: true })).toEqual({ notification: false, sound: false })
  })

  it('uses what is switched on', () => {
    expect(decideAlarm({ ...told, canNotify: false })).toEqual({ notification: false, sound: true })
    expect(decideAlarm({ ...told, wantsSound: false })).toEqual({ notification: true, sound: false })
  })
})

describe('wordsOfNotification', () => {
  const written = { name: 'Vera', text: 'My PIN is 1234', showsText: false, instead: 'New message' }

  it('says who, and not what, unless it may', () => {
    expect(wordsOfNotification(written)).toEqual({ title: 'Vera', body: 'New message' })
    expect(wordsOfNotification({ ...written, showsText: true }).body).toBe('My PIN is 1234')
  })

  it('says something where there is no text', () => {
    expect(wordsOfNotification({ ...written, showsText: true, text: ' \n' }).body).toBe('New message')
  })
})
