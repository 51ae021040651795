import { describe, expect, it } from 'vitest'
import { PresenceAction } from '../protocol/actions'
import { PresenceSet } from './presence-set'

const member = (connectionId: string, clientId: string, data = '') => ({
  id: `${connectionId}:0:0`,
  action: PresenceAction.enter,
  connectionId,
  clientId,
  data,
  timestamp: 1,
})

describe('a presence set', () => {
  it('has one member per connection of a client', () => {
    const set = new PresenceSet()
    set.put(member('one', 'vera', 'old'))
    set.put(member('two', 'vera'))
    set.put(member('one', 'vera', 'new'))
    expect(set.list()).toEqual([
      { ...member('one', 'vera', 'new'), action: PresenceAction.present },
      { ...member('two', 'vera'), action: PresenceAction.present },
    ])
    set.remove('one', 'vera')
    expect(set.list().map(({ connectionId }) => connectionId)).toEqual(['two'])
  })

  it('keeps lost members that re-enter or are confirmed', () => {
    const set = new PresenceSet()
    for (const clientId of ['vera', 'victor', 'ada']) set.put(member('one', clientId))
    set.put(member('two', 'vera'))
    set.markLost('one')
    set.put(member('one', 'vera'))
    set.confirm('one', 'victor')
    expect(set.lostMembersOf('one').map(({ clientId }) => clientId)).toEqual(['ada'])
    expect(set.lostMembersOf('two')).toEqual([])
  })

  it('accepts property names of Object as client ids', () => {
    const set = new PresenceSet()
    set.put(member('one', '__proto__'))
    expect(set.find('one', '__proto__')).toBeDefined()
    expect(set.find('one', 'constructor')).toBeUndefined()
  })
})
