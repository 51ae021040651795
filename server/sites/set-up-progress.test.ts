import { beforeEach, expect, it } from 'vitest'
import { emptyDatabase, SITE_ID, SITE_KEY } from '@/tests/database'
import { ada, createCast, createConversation, olga } from '@/tests/factories'
import { changeSite } from './manage'
import { readSetUpProgress } from './set-up-progress'
import { forgetSightings, recordSighting } from './sightings'

beforeEach(async () => {
  await emptyDatabase()
  forgetSightings()
  await createCast()
})

it('derives each step from existing data', async () => {
  expect(await readSetUpProgress(olga)).toEqual({ site: false, install: false, hello: false })
  await changeSite(olga, SITE_ID, { version: 1, allowedOrigins: ['https://shop.example'] })
  await recordSighting(SITE_KEY, 'https://evil.example')
  expect(await readSetUpProgress(olga)).toEqual({ site: true, install: false, hello: false })
  await recordSighting(SITE_KEY, 'https://shop.example')
  await createConversation()
  expect(await readSetUpProgress(olga)).toEqual({ site: true, install: true, hello: true })
})

it('counts a page that is allowed after its request', async () => {
  await recordSighting(SITE_KEY, 'https://shop.example')
  expect(await readSetUpProgress(olga)).toMatchObject({ install: false })
  await changeSite(olga, SITE_ID, { version: 1, allowedOrigins: ['https://shop.example'] })
  expect(await readSetUpProgress(olga)).toMatchObject({ install: true })
})

it('is only for admins', async () => {
  await expect(readSetUpProgress(ada)).rejects.toMatchObject({ code: 'forbidden' })
})
