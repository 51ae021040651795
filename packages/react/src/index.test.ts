import { expectTypeOf, it } from 'vitest'
import type * as declared from './declarations'
import type * as built from './index'

it('exports what its declarations promise', () => {
  expectTypeOf<keyof typeof built>().toEqualTypeOf<keyof typeof declared>()
  expectTypeOf<typeof built>().toExtend<typeof declared>()
})
