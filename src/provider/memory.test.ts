import { expect, test } from 'vitest'
import type { OidcClient, Spoken } from './client.ts'
import { remember } from './memory.ts'

const CLIENT: OidcClient = { issuer: 'https://login.example.jp', clientId: 'c', clientSecret: 's' }
const at = (seconds: number) => new Date(Date.UTC(2027, 3, 1, 0, 0, seconds)).toISOString()

function counting(answer: () => Spoken<string>) {
  const asked: OidcClient[] = []
  const directory = remember(async (client) => {
    asked.push(client)
    return answer()
  })
  return { asked, directory }
}

test('what a provider says is believed for ten minutes', async () => {
  const { asked, directory } = counting(() => ({ ok: true, value: 'v' }))
  expect(await directory(CLIENT, at(0))).toEqual({ spoken: { ok: true, value: 'v' }, fresh: true })
  expect(await directory(CLIENT, at(599))).toMatchObject({ fresh: false })
  expect(await directory(CLIENT, at(600))).toMatchObject({ fresh: true })
  expect(asked.length).toBe(2)
})

test('a failure for twenty seconds', async () => {
  const { asked, directory } = counting(() => ({ ok: false, failure: 'unreachable', detail: '' }))
  expect(await directory(CLIENT, at(0))).toMatchObject({ spoken: { failure: 'unreachable' }, fresh: true })
  expect(await directory(CLIENT, at(19))).toMatchObject({ fresh: false })
  expect(await directory(CLIENT, at(20))).toMatchObject({ fresh: true })
  expect(asked.length).toBe(2)
})

test('several at once ask once, and other credentials are asked for themselves', async () => {
  const { asked, directory } = counting(() => ({ ok: true, value: 'v' }))
  await Promise.all([directory(CLIENT, at(0)), directory(CLIENT, at(0)), directory(CLIENT, at(1))])
  expect(asked.length).toBe(1)
  await directory({ ...CLIENT, clientSecret: 'other' }, at(1))
  expect(asked.length).toBe(2)
})
