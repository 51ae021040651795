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
  it('alerts an agent who is not looking, with notification and sound', () => {
    expect(decideAlarm(told)).toEqual({ notification: true, sound: true })
  })

  it.each(['isWatched', 'isRead', 'isAway', 'isQuiet'] as const)('stays silent when %s', (reason) => {
    expect(decideAlarm({ ...told, [reason]: true })).toEqual({ notification: false, sound: false })
  })

  it('uses only the enabled alerts', () => {
    expect(decideAlarm({ ...told, canNotify: false })).toEqual({ notification: false, sound: true })
    expect(decideAlarm({ ...told, wantsSound: false })).toEqual({ notification: true, sound: false })
  })
})

describe('wordsOfNotification', () => {
  const written = { name: 'Vera', text: 'My PIN is 1234', showsText: false, instead: 'New message' }

  it('shows the name, and the text only if allowed', () => {
    expect(wordsOfNotification(written)).toEqual({ title: 'Vera', body: 'New message' })
    expect(wordsOfNotification({ ...written, showsText: true }).body).toBe('My PIN is 1234')
  })

  it('falls back to the substitute if there is no text', () => {
    expect(wordsOfNotification({ ...written, showsText: true, text: ' \n' }).body).toBe('New message')
  })
})
