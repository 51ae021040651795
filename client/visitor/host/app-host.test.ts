// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { CREDENTIAL_HEADER, IN_HEADER, SITE_HEADER, VISITOR_HEADER } from '@/contract/http/visitor-headers'
import { createAppHost } from './app-host'

const SERVER = 'https://chat.example'
const host = () => createAppHost({ server: SERVER, siteKey: 'pk_shop' })

beforeEach(() => localStorage.clear())

it('requests the credential in the response, and sends it with its site from then on', async () => {
  const { credential, server } = host()
  expect(server).toBe(SERVER)
  expect(await credential.headers()).toEqual({ [SITE_HEADER]: 'pk_shop' })
  expect(await credential.startHeaders()).toEqual({ [CREDENTIAL_HEADER]: IN_HEADER })

  await credential.keep('v1_secret')

  expect(await host().credential.headers()).toEqual({
    [SITE_HEADER]: 'pk_shop',
    [VISITOR_HEADER]: 'v1_secret',
  })
})

it('separates the visitors of two sites', async () => {
  await host().credential.keep('v1_secret')
  const other = createAppHost({ server: SERVER, siteKey: 'pk_other' })
  expect(await other.credential.headers()).toEqual({ [SITE_HEADER]: 'pk_other' })
})

it('deletes a credential that the server no longer knows', async () => {
  const { credential } = host()
  await credential.keep('v1_secret')
  await credential.headers()
  await credential.forget()
  expect(await host().credential.headers()).toEqual({ [SITE_HEADER]: 'pk_shop' })
})

it('sets no cookie', async () => {
  await host().credential.headers()
  expect(document.cookie).toBe('')
})
