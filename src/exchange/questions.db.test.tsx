import type { Hono } from 'hono'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, type Reply, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { exchangeRoutes } from './routes.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let aoyama: Viewer
let taro: Visitor
let yumi: Visitor
let address: string

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, [assessmentRoutes(), exchangeRoutes], () => {})
  aoyama = await begin(context, '青山精機', '青山 太郎')
  taro = visitor(app, aoyama)
  yumi = visitor(app, await begin(context, '楓システムズ', '楓 由美'))
})

beforeEach(async () => {
  address = await started(taro)
  await database.db.transact('admin', (tx) => tx.deleteFrom('reading_choice').execute())
})

async function started(who: Visitor): Promise<string> {
  const { location } = await who.post('/assessments', { title: '本社', target: '4', edition: '2026-03-27' })
  return location ?? ''
}

const SCALE = '番号,評価\n1-2-1-1,A\n1-2-1-2,A\n1-3-1-1,B\n5-1-1-1,○\n'
const STRANGE = '番号,社内の印\n1-2-1-1,○\n1-2-1-2,×\n5-1-1-1,○\n'

/** Uploads a file, follows to what is shown, and gives its address and page. */
async function uploaded(text: string, who = taro, to = address): Promise<{ path: string; reply: Reply }> {
  const sent = await who.upload(`${to}/imports`, Buffer.from(text), '回答.csv')
  const first = await who.get(sent.location ?? '')
  const path = first.location ?? sent.location ?? ''
  return { path, reply: first.location ? await who.get(first.location) : first }
}

const accepted = async (path: string, seen = '0') => taro.post(`${path.replace(/\/questions$/, '')}/acceptance`, { seen })
const answers = () =>
  database.db.transact('admin', (tx) =>
    tx
      .selectFrom('answer')
      .select(['criterion', 'status'])
      .where('assessment_id', '=', address.split('/').at(-1) as AssessmentId)
      .execute(),
  )
const remembered = () =>
  database.db.transact('admin', (tx) =>
    tx.selectFrom('reading_choice').select(['kind', 'spelling', 'meaning']).orderBy('spelling').execute(),
  )
const chosenReadings = () =>
  database.db.transact('admin', (tx) =>
    tx.selectFrom('log_entry').select('position').where('act', '=', 'answers.reading').execute(),
  )
const said = (fields: Fields): Fields => fields

describe('a file that can be read in more than one way', () => {
  test('is asked about before anything is shown or written, with what is likely already chosen', async () => {
    const { path, reply } = await uploaded(SCALE)
    expect(path).toMatch(/\/questions$/)
    expect(reply.page).toContain('評価の列にある次の書き方は、何を意味しますか。')
    expect([typedIn(reply.page, 'word a'), typedIn(reply.page, 'word b')]).toEqual([[''], ['skip']])
    expect((await accepted(path)).status).toBe(422)
    expect(await answers()).toEqual([])
  })

  test('keeps what was chosen when something is missing, and says at which field', async () => {
    const { path } = await uploaded(SCALE)
    const reply = await taro.post(path, said({ 'word a': '', 'word b': 'unmet' }))
    expect(reply.status).toBe(422)
    expect(reply.page).toContain('「A」の意味を選んでください。')
    expect([typedIn(reply.page, 'word b'), /<select[^>]*name="word a"[^>]*aria-invalid="true"/.test(reply.page)]).toEqual([
      ['unmet'],
      true,
    ])
    for (const bad of ['certified', '満たす', "'"])
      expect((await taro.post(path, said({ 'word a': bad, 'word b': 'unmet' }))).status).toBe(422)
  })

  test('is read as was said; that holds for the next file and can be changed', async () => {
    const { path } = await uploaded(SCALE)
    const done = await taro.post(path, said({ 'word a': 'met', 'word b': 'skip' }))
    expect([done.status, done.location]).toEqual([303, path.replace(/\/questions$/, '')])
    expect(await remembered()).toEqual([{ kind: 'status', spelling: 'a', meaning: 'met' }])
    const preview = await taro.get(done.location ?? '')
    expect(preview.page).toContain('「A」2件を、決めたとおり「満たす」と読みました。')
    expect(preview.page).toContain(`href="${path}"`)
    expect((await accepted(path)).status).toBe(303)
    expect(await answers()).toEqual(
      expect.arrayContaining([
        { criterion: '1-2-1-1', status: 'met' },
        { criterion: '1-2-1-2', status: 'met' },
        { criterion: '5-1-1-1', status: 'met' },
      ]),
    )
    const next = await uploaded('番号,評価\n1-2-1-1,A\n1-2-1-2,A\n5-1-1-1,a\n', taro, await started(taro))
    expect(next.path).not.toMatch(/questions/)
    expect(next.reply.page).toContain('「A」3件を、決めたとおり「満たす」と読みました。')
    const again = await taro.post(`${next.path}/questions`, said({ 'word a': 'partial' }))
    expect((await taro.get(again.location ?? '')).page).toContain('決めたとおり「一部」')
    expect(await remembered()).toEqual([{ kind: 'status', spelling: 'a', meaning: 'partial' }])
  })

  test('said twice at the same moment counts once, and both are told the same', async () => {
    const { path, reply } = await uploaded(SCALE)
    const [once = ''] = typedIn(reply.page, 'once')
    const send = (meaning: string) => taro.post(path, said({ once, 'word a': meaning, 'word b': 'skip' }))
    const before = (await chosenReadings()).length
    const [first, second] = await Promise.all([send('met'), send('met')])
    expect([first.status, first.location]).toEqual([303, path.replace(/\/questions$/, '')])
    expect([second.status, second.location]).toEqual([first.status, first.location])
    expect(await chosenReadings()).toHaveLength(before + 1)
    await send('partial')
    expect(await chosenReadings()).toHaveLength(before + 2)
    expect(await remembered()).toEqual([{ kind: 'status', spelling: 'a', meaning: 'partial' }])
  })

  test('the column of the statuses is chosen, and an unknown header remembered', async () => {
    const { path, reply } = await uploaded(STRANGE)
    expect([typedIn(reply.page, 'statusColumn'), reply.page.includes('B列「社内の印」: ○、×')]).toEqual([['B'], true])
    expect((await taro.post(path, {})).page).toContain('評価の列を1つ選んでください')
    expect((await taro.post(path, said({ statusColumn: 'ZZ' }))).status).toBe(422)
    const none = await taro.post(path, said({ statusColumn: 'none' }))
    expect((await taro.get(none.location ?? '')).page).toContain('取り込むと変わる回答はありません')
    await taro.post(path, said({ statusColumn: 'B' }))
    expect(await remembered()).toEqual([{ kind: 'header', spelling: '社内の印', meaning: 'statusColumn' }])
    expect((await uploaded(STRANGE)).path).not.toMatch(/questions/)
  })

  test('what was decided is in the log, and none of it an answer', async () => {
    const { path } = await uploaded(SCALE)
    await taro.post(path, said({ 'word a': 'met', 'word b': 'skip' }))
    const entries = await database.db.transact('admin', (tx) =>
      tx
        .selectFrom('log_entry')
        .select('body')
        .where('tenant_id', '=', aoyama.tenant)
        .orderBy('position', 'desc')
        .limit(1)
        .execute(),
    )
    expect(JSON.stringify(entries)).toContain('a = met; b = skip')
    expect(await answers()).toEqual([])
  })
})

describe('the questions of a draft', () => {
  test('are not there for others, for a draft without any, and for what is no draft', async () => {
    const { path } = await uploaded(SCALE)
    const plain = await uploaded('番号,評価\n5-1-1-1,○\n')
    const tried = [path.replace(/imports\/[^/]+/, 'imports/x'), `${plain.path}/questions`]
    for (const other of tried) expect([(await taro.get(other)).status, (await taro.post(other, {})).status]).toEqual([404, 404])
    expect([(await yumi.get(path)).status, (await yumi.post(path, said({ 'word a': 'met' }))).status]).toEqual([404, 404])
    expect((await visitor(app).get(path)).status).toBe(303)
    expect((await visitor(app).post(path, said({ 'word a': 'met' }))).status).toBe(401)
    const reader = visitor(app, await colleague(context, aoyama, '石川 修', 'reader'))
    expect([(await reader.get(path)).status, (await reader.post(path, {})).status]).toEqual([403, 403])
    expect(await remembered()).toEqual([])
  })

  test('what one organisation remembers, another does not know', async () => {
    const { path } = await uploaded(SCALE)
    await taro.post(path, said({ 'word a': 'met', 'word b': 'unmet' }))
    expect((await uploaded(SCALE, yumi, await started(yumi))).path).toMatch(/questions$/)
  })
})
