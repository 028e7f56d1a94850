import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { engage } from '../../tests/experts.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { done } from '../../tests/world.ts'
import { createAssessment, recordAnswer } from '../assessment/actions.ts'
import { EMPTY_ANSWER } from '../assessment/index.ts'
import { exportAnswers, readImport } from '../exchange/actions.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import { features } from '../main/features.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let app: Hono<Web>
let boss: Viewer
let assessment: AssessmentId

beforeAll(async () => {
  context = testContext(database.db)
  app = testApp(context, features)
  boss = await begin(context, '青山精機', '渡邉 健一')
  assessment = done(await createAssessment(context, boss, { title: '本社とサーバー室', edition: '2026-03-27', target: 3 }))
  await write('4-1-1-1', 'ファイルサーバーの台帳は<総務>が持つ')
  for (const criterion of ['1-1-1-1', '1-2-1-1', '2-1-1-1', '3-1-1-1', '4-1-2-1', '4-2-1-1'])
    await write(criterion, '金庫にしまう')
  const sheet = done(await exportAnswers(context, boss, assessment, 'csv'))
  done(await readImport(context, boss, assessment, { name: 'ｻｰﾊﾞ一覧.csv', bytes: sheet.bytes }))
})

async function write(criterion: string, reason: string, assignee: Viewer['person'] | null = null): Promise<void> {
  const content = { ...EMPTY_ANSWER, status: 'partial' as const, reason, assignee }
  done(await recordAnswer(context, boss, { assessment, criterion, from: 0, content }))
}

/** The groups of what was found, each with how much. */
async function groupsOf(by: Visitor, typed: string): Promise<Record<string, string>> {
  const { status, page } = await by.get(`/search?q=${encodeURIComponent(typed)}`)
  expect(status).toBe(200)
  const found = page.matchAll(/<h2 id="found-(\w+)">[^<]*<span class="quiet">(\d+)件/g)
  return Object.fromEntries([...found].map(([, group = '', count = '']) => [group, count]))
}

describe('what the responsible person finds', () => {
  test('however it is spelled: answers, assessments, files', async () => {
    const spellings = ['サーバ', 'さーばー', 'ｻｰﾊﾞｰ', 'サーバー']
    const found = await Promise.all(spellings.map((typed) => groupsOf(visitor(app, boss), typed)))
    expect(found[0]).toMatchObject({ answers: '1', assessments: '1', files: '2' })
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  test('people, and the files that they took out or in', async () => {
    expect(await groupsOf(visitor(app, boss), '渡辺')).toEqual({ people: '1', files: '2' })
  })

  test.each(['4-1-1-1', '４－１－１－１'])('a criterion by its number %s, and the answer to it', async (number) => {
    const { page } = await visitor(app, boss).get(`/search?q=${encodeURIComponent(number)}`)
    expect(page).toContain('href="/catalogue/2026-03-27/4-1-1-1"')
    expect(page).toContain(`href="/assessments/${assessment}/criteria/4-1-1-1"`)
  })

  test.each(['多要素', 'multi-factor'])('a measure by what it says in either language: %s', async (typed) => {
    const { page } = await visitor(app, boss).get(`/search?q=${typed}&in=measures`)
    expect(page).toContain('href="/measures/multi-factor')
  })

  test('the words marked in what was written, which is text and no HTML', async () => {
    const { page } = await visitor(app, boss).get('/search?q=さーば 総務')
    expect(page).toContain('ファイル<mark>サーバー</mark>の台帳は&lt;<mark>総務</mark>&gt;が持つ')
  })

  test('the first five of each, and all of one group behind “more”', async () => {
    const { page } = await visitor(app, boss).get('/search?q=金庫')
    expect(page.split('<mark>金庫</mark>').length - 1).toBe(5)
    const [, more = ''] = /href="(\/search\?[^"]*)">回答をもっと見る\(6件\)/.exec(page) ?? []
    const whole = await visitor(app, boss).get(more.replaceAll('&amp;', '&'))
    expect(whole.page.split('<mark>金庫</mark>').length - 1).toBe(6)
  })
})

test.each([
  ['nothing typed', '', 'まとめて探せます'],
  ['too short', 'あ', 'もう少し長い言葉で'],
  ['nothing found', 'どこにもない言葉', '見つかりませんでした'],
  ['no group of ours', '金庫&in=__proto__', '回答をもっと見る'],
  ['far too long', '金'.repeat(400), '見つかりませんでした'],
  ['a pattern', '.*%_\\', '見つかりませんでした'],
])('%s is said', async (_, typed, said) => {
  const { status, page } = await visitor(app, boss).get(`/search?q=${typed.replace('%', '%25')}`)
  expect(status).toBe(200)
  expect(page).toContain(said)
})

test('a respondent finds in what is assigned to them alone, and no people or files', async () => {
  const worker = await colleague(context, boss, '回答 花子', 'respondent')
  await write('5-1-1-1', '金庫のそばに置く', worker.person)
  expect(await groupsOf(visitor(app, worker), '金庫')).toEqual({ answers: '1' })
  expect(await groupsOf(visitor(app, worker), '花子')).toEqual({})
})

test('an expert who sees numbers finds the assessment, and no answer', async () => {
  const { seat } = await engage(context, boss, { sight: 'numbers' })
  expect(await groupsOf(visitor(app, seat), '金庫')).toEqual({})
  expect(await groupsOf(visitor(app, seat), '本社')).toEqual({ assessments: '1' })
})

test('another organisation finds nothing of it', async () => {
  const other = await begin(context, '楓システムズ', '高橋 亮')
  for (const typed of ['金庫', '本社', '渡辺', 'サーバ室']) {
    const { answers, assessments, files, people } = await groupsOf(visitor(app, other), typed)
    expect([answers, assessments, files, people]).toEqual([undefined, undefined, undefined, undefined])
  }
})

test('somebody without a role is refused', async () => {
  const nameOnly = await colleague(context, boss, '役割 なし')
  const { status, page } = await visitor(app, nameOnly).get('/search?q=金庫')
  expect(status).toBe(403)
  expect(page).not.toContain('金庫にしまう')
})
