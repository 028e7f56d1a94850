import { describe, expect, test } from 'vitest'
import { colleague } from '../../tests/context.ts'
import { typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { filledIn, started, testFiles } from './files.fixture.tsx'

const here = testFiles()
const { say, imported, accept, counts, ownRows, answers, versions } = here

const NOT_THERE = '/assessments/00000000-0000-4000-8000-000000000000'

const DRAFT = '/imports/00000000-0000-4000-8000-000000000000'

const PATHS = ['/files', DRAFT]

const POSTED = ['/exports', '/imports', `${DRAFT}/acceptance`]

describe('taking an import back', () => {
  const last = async () => /name="at" value="([^"]+)"/.exec((await here.taro.get(`${here.address}/files`)).page)?.[1] ?? ''
  const takeBack = (who: Visitor, at: string) => who.post(`${here.address}/import-removal`, { at })
  const reasonOf = async (criterion: string) =>
    typedIn((await here.taro.get(`${here.address}/criteria/${criterion}`)).page, 'reason')[0]

  test('brings back what was said before, leaves and names what changed since, and happens once', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '前からの理由' })
    here.context.clock.at = '2027-04-02T00:00:00.000Z'
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'], '1-2-1-2': ['×'], '1-2-1-3': ['△'] }))
    await accept(draft, { 'choice 1-2-1-1 status': 'theirs', all: 'theirs' })
    here.context.clock.at = '2027-04-03T00:00:00.000Z'
    await say('1-2-1-3', { status: 'met', reason: 'あとから確かめた', revision: '1' })
    const at = await last()
    expect(at).toBe('2027-04-02T00:00:00.000Z')
    expect((await takeBack(here.yumi, at)).status).toBe(404)
    expect((await takeBack(here.taro, '2027-04-01T00:00:00.000Z')).status).toBe(409)
    const { status, location } = await takeBack(here.taro, at)
    expect([status, location]).toEqual([303, `${here.address}/files?takenBack=2_1-2-1-3`])
    const told = (await here.taro.get(location ?? '')).page
    expect(told).toContain('2件の回答を元の内容に戻しました')
    expect(told).toContain('そのあとに変わった 1-2-1-3 は、そのままです')
    expect([await reasonOf('1-2-1-1'), await reasonOf('1-2-1-3')]).toEqual(['前からの理由', 'あとから確かめた'])
    const now = await answers()
    expect(now.map(({ criterion, status }) => [criterion, status]).sort()).toEqual([
      ['1-2-1-1', 'partial'],
      ['1-2-1-2', null],
      ['1-2-1-3', 'met'],
    ])
    expect(await last()).toBe('')
    expect((await takeBack(here.taro, at)).status).toBe(422)
  })

  test('is refused where nothing was ever imported', async () => {
    expect((await takeBack(here.taro, '2027-04-01T00:00:00.000Z')).status).toBe(409)
  })
})

describe('not signed in', () => {
  test.each(PATHS)('“%s” leads to signing in, and back from there', async (path) => {
    expect(await visitor(here.app).get(here.address + path)).toMatchObject({
      status: 303,
      location: `/sign-in?next=${encodeURIComponent(here.address + path)}`,
    })
  })

  test.each(POSTED)('nothing is sent to “%s”, and fields are kept', async (path) => {
    const before = await counts()
    const { status, page } = await visitor(here.app).post(here.address + path, { form: 'json', seen: '0' })
    expect(status).toBe(401)
    expect([typedIn(page, 'form'), typedIn(page, 'seen')]).toEqual([['json'], ['0']])
    expect((await visitor(here.app).upload(here.address + path, await filledIn({ '1-2-1-1': ['○'] }), 'x.xlsx')).status).toBe(401)
    expect(await counts()).toEqual(before)
  })
})

describe('with another role', () => {
  test.each([
    ['respondent', [403, 403], [403, 403, 403]],
    ['reader', [200, 403], [403, 403, 403]],
    ['executive', [200, 403], [200, 403, 403]],
    ['staff', [200, 404], [200, 422, 404]],
  ] as const)('a %s gets as far as the table of permissions says', async (role, pages, posted) => {
    const who = visitor(here.app, await colleague(here.context, here.aoyama, role, role))
    const asked = [
      ...PATHS.map((path) => who.get(here.address + path)),
      ...POSTED.map((path) => who.post(here.address + path, { form: 'json' })),
    ]
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([...pages, ...posted])
    expect(await answers()).toEqual([])
  })

  test('the page of files offers what the role may do', async () => {
    const offered = async (who: Visitor) => {
      const { page } = await who.get(`${here.address}/files`)
      return ['/report.pdf', '/exports', '/imports'].filter((path) => page.includes(`action="${here.address}${path}"`))
    }
    expect(await offered(here.taro)).toEqual(['/report.pdf', '/exports', '/imports'])
    expect(await offered(visitor(here.app, await colleague(here.context, here.aoyama, '青山 誠', 'executive')))).toEqual([
      '/report.pdf',
      '/exports',
    ])
    expect(await offered(visitor(here.app, await colleague(here.context, here.aoyama, '石川 修', 'reader')))).toEqual([
      '/report.pdf',
    ])
  })
})

describe('for another organisation', () => {
  test.each(PATHS)('“%s” is not found, and not told apart from none', async (path) => {
    const [theirs, missing] = [await here.yumi.get(here.address + path), await here.yumi.get(NOT_THERE + path)]
    expect([theirs.status, missing.status]).toEqual([404, 404])
    expect(theirs.page.replaceAll(here.address, '')).toBe(missing.page.replaceAll(NOT_THERE, ''))
    expect((await here.taro.get(`/assessments/x${path}`)).status).toBe(404)
  })

  test.each(POSTED)('nothing is sent to “%s”', async (path) => {
    const before = await counts()
    for (const base of [here.address, NOT_THERE, '/assessments/x', "/assessments/'"]) {
      expect((await here.yumi.post(base + path, { form: 'json', seen: '0' })).status).toBe(404)
      expect((await here.yumi.upload(base + path, await filledIn({ '1-2-1-1': ['○'] }), 'x.xlsx')).status).toBe(404)
    }
    expect(await counts()).toEqual(before)
  })

  test('a draft is found by its own organisation, under its own assessment alone', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', '毎年'] }))
    const [id] = draft.path.split('/').slice(-1)
    const other = await started(here.taro, '支社')
    const before = await counts()
    expect((await here.taro.get(`${other}/imports/${id}`)).status).toBe(404)
    expect((await here.taro.post(`${other}/imports/${id}/acceptance`, { seen: '0' })).status).toBe(404)
    for (const base of [here.address, await started(here.yumi, '楓')]) {
      expect((await here.yumi.get(`${base}/imports/${id}`)).status).toBe(404)
      expect((await here.yumi.post(`${base}/imports/${id}/acceptance`, { seen: '0' })).status).toBe(404)
    }
    for (const wrong of ['x', '%00', `${id}0`, "'"]) {
      expect((await here.taro.get(`${here.address}/imports/${wrong}`)).status).toBe(404)
      expect((await here.taro.post(`${here.address}/imports/${wrong}/acceptance`, { seen: '0' })).status).toBe(404)
    }
    expect(await counts()).toEqual(before)
  })
})

describe('an export', () => {
  test.each([
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
    ['csv', 'text/csv; charset=utf-8', 'csv'],
    ['csv-shift-jis', 'text/csv; charset=Shift_JIS', 'Shift_JIS.csv'],
    ['json', 'application/json', 'json'],
  ])('as %s is a file to keep, with its own record', async (form, type, ending) => {
    here.address = await started(here.taro, '本社/工場 "2027"')
    await say('1-2-1-1', { status: 'met', reason: '毎年' })
    const reply = await here.taro.post(`${here.address}/exports`, { form })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Content-Type')).toBe(type)
    expect(reply.headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(`本社_工場 _2027__回答_2027-04-01.${ending}`)}`,
    )
    expect(reply.headers.get('Cache-Control')).toBe('no-store')
    expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(reply.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
    const exports = await ownRows('sheet_export')
    expect(exports).toMatchObject([
      { exported_by: here.aoyama.person, answers: { '1-2-1-1': { status: 'met', reason: '毎年' } } },
    ])
  })

  test.each(['', 'pdf', 'XLSX'])('as %j is not found, and leaves no record', async (form) => {
    expect((await here.taro.post(`${here.address}/exports`, { form })).status).toBe(404)
    expect(await ownRows('sheet_export')).toEqual([])
  })

  test('as Shift_JIS is refused where it would lose characters, and names them', async () => {
    await say('1-2-1-1', { status: 'met', reason: '鍵🔐は𠮷田が持つ' })
    const { status, page } = await here.taro.post(`${here.address}/exports`, { form: 'csv-shift-jis' })
    expect(status).toBe(422)
    expect(page).toContain('Shift_JISにない文字があります: 🔐 𠮷')
    expect(await ownRows('sheet_export')).toEqual([])
  })

  test('comes back unchanged: nothing to import', async () => {
    await say('1-2-1-1', {
      status: 'partial',
      state: '=1+1',
      reason: '改\n行',
      note: ' 前',
      assignee: here.hanakoId,
      ticked: ['a'],
    })
    for (const form of ['xlsx', 'csv', 'csv-shift-jis', 'json']) {
      const { bytes } = await here.taro.post(`${here.address}/exports`, { form })
      const { page } = await imported(bytes, `x.${form}`)
      expect([form, page.includes('取り込むと変わる回答はありません。')]).toEqual([form, true])
    }
    expect(await versions('1-2-1-1')).toHaveLength(1)
  })
})
