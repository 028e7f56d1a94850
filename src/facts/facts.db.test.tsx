import { beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { testApp } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import { features } from '../main/features.ts'
import { textOf } from './samples.fixture.ts'

const database = testDatabase()
let world: World

beforeAll(async () => {
  const context = testContext(database.db)
  world = await setUpWorld(context, testApp(context, features))
})

const bring = (file: string, by: 'staff' | 'reader' = 'staff') =>
  world.as(by).upload('/facts', new TextEncoder().encode(textOf(file)), file)
const firstIn = (page: string) => /action="([^"]*\/facts\/[0-9a-f-]+)"/.exec(page)?.[1]?.replace(/^\/o\/[^/]+/, '') ?? ''
const revisionIn = (page: string) => /name="revision" value="(\d+)"/.exec(page)?.[1] ?? ''

describe('files of tools', () => {
  test('what bears on criteria is listed with its day, and why down to file, line and hash; the same file again adds nothing', async () => {
    expect((await bring('scan.nessus')).status).toBe(303)
    const { page } = await world.as('staff').get('/facts')
    expect(page).toContain('Missing update')
    expect(page).toContain('2026年3月24日')
    expect(page).toContain('scan.nessus line 3')
    expect(page).toContain('4-4-4-2')
    expect(page).toMatch(/SHA-256: [0-9a-f]{64}/)
    const rows = page.match(/<td[^>]*>/g)?.length
    expect((await bring('scan.nessus')).status).toBe(303)
    expect((await world.as('staff').get('/facts')).page.match(/<td[^>]*>/g)?.length).toBe(rows)
  })

  test('a finding is handled by one of four mitigations or the update, once; a later file keeps that', async () => {
    const { page } = await world.as('staff').get('/facts')
    const [path, revision] = [firstIn(page), revisionIn(page)]
    expect((await world.as('staff').post(path, { handled: 'isolated', on: '2026-03-20', revision })).status).toBe(303)
    expect((await world.as('staff').post(path, { handled: 'applied', revision })).status).toBe(409)
    await bring('scan.nessus')
    const handled = (await world.as('staff').get('/facts?shown=handled')).page
    expect(handled).toContain('value="2026-03-20"')
    expect((await world.as('staff').get('/facts')).page).not.toContain(path)
    expect((await world.as('staff').post('/facts/nothing', { handled: 'applied', revision: '1' })).status).toBe(404)
  })

  test('what no tool wrote is refused in words; whoever reads alone brings nothing; another organisation sees nothing', async () => {
    const bad = await world.as('staff').upload('/facts', new TextEncoder().encode('hello'), 'a.txt')
    expect([bad.status, bad.page.includes('どの道具の結果か分かりません')]).toEqual([422, true])
    expect((await world.as('staff').post('/facts', {})).status).toBe(422)
    expect((await bring('scan.xml', 'reader')).status).toBe(403)
    expect((await world.stranger.get('/facts')).page).not.toContain('Missing update')
  })
})
