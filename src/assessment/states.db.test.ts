import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { begin, colleague, done, testContext } from '../../tests/context.ts'
import { testDatabase } from '../../tests/database.ts'
import { MIGRATIONS } from '../db/migrate.ts'
import type { AssessmentId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import * as actions from './actions.ts'
import { EMPTY_ANSWER } from './fields.ts'
import { QUICK_NOTES } from './quick-said.ts'

const database = testDatabase()
let context: ReturnType<typeof testContext>
let taro: Viewer
let hanako: Viewer
let id: AssessmentId

beforeEach(async () => {
  context = testContext(database.db)
  taro = await begin(context, '青山精機', '青山 太郎')
  hanako = await colleague(context, taro, '佐藤 花子', 'staff')
  const wish = { title: '本社', edition: '2026-03-27', target: 3, quick: { '4-1-1': 'yes' } } as const
  id = done(await actions.createAssessment(context, taro, wish))
  await record('1-2-1-1', 0, { status: 'met', reason: '規程がある', ticked: ['b', 'a'] })
  await record('1-2-1-1', 1, { status: 'partial', assignee: hanako.person })
  await record('1-2-1-2', 0, { status: 'notApplicable', reason: '装置がない' })
  done((await actions.confirmNotApplicable(context, hanako, { assessment: id, criterion: '1-2-1-2', from: 1 })) ?? never())
  const content = { ...EMPTY_ANSWER, status: 'unmet' as const, evidence: '共有フォルダー' }
  done((await actions.recordImported(context, taro, id, [{ criterion: '1-2-1-3', from: 0, content }])) ?? never())
  done((await actions.assignCriteria(context, taro, id, { criteria: ['1-2-1-3'], assignee: hanako.person })) ?? never())
})

async function record(criterion: string, from: number, content: Partial<typeof EMPTY_ANSWER>) {
  done(
    (await actions.recordAnswer(context, taro, { assessment: id, criterion, from, content: { ...EMPTY_ANSWER, ...content } })) ??
      never(),
  )
}
const asOwner = (...statements: ReturnType<typeof sql>[]) =>
  database.db.transact('admin', async (tx) => {
    for (const statement of statements) await statement.execute(tx)
  })
const verify = () => actions.verifyStates(context, { tenant: taro.tenant }, taro.tenant)
const inOwn = () => sql`tenant_id = ${taro.tenant} and assessment_id = ${id}`

describe('answers beside what the log says of them', () => {
  test('are as it says, however they were written', async () => {
    expect(await verify()).toEqual({ same: 3, unknown: 0, damages: [] })
    const other = done(await actions.createAssessment(context, taro, { title: '支社', edition: '2026-03-27', target: 3 }))
    done((await actions.removeAssessment(context, taro, other, { typedTitle: '支社' })) ?? never())
    expect((await verify()).damages).toEqual([])
  })

  test('stay so where a note was the machine’s own words and moved to the assessment; a person’s note stays', async () => {
    await record('1-2-3-1', 0, { note: QUICK_NOTES.no })
    await record('1-2-3-2', 0, { note: `${QUICK_NOTES.yes}\n確かめた` })
    await asOwner(sql`update assessment set quick = '{}' where id = ${id}`)
    const moves = readFileSync(join(MIGRATIONS, '0012_quick_answers.sql'), 'utf8').replaceAll(/^(--|alter).*$/gm, '')
    await asOwner(...moves.split(';').flatMap((one) => (one.trim() === '' ? [] : [sql.raw(one)])))
    const found = await actions.readAssessment(context, taro, id)
    expect(found?.head.quick).toEqual({ '1-2-3': 'no' })
    expect([found?.answers.get('1-2-3-1')?.note, found?.answers.get('1-2-3-2')?.note]).toEqual([
      '',
      `${QUICK_NOTES.yes}\n確かめた`,
    ])
    expect(await verify()).toEqual({ same: 5, unknown: 0, damages: [] })
  })

  test.each<[string, () => ReturnType<typeof sql>[], string]>([
    ['a status', () => [sql`update answer set status = 'met' where ${inOwn()} and criterion = '1-2-1-1'`], '1-2-1-1 の回答が'],
    [
      'a reason',
      () => [sql`update answer set reason = '別の理由' where ${inOwn()} and criterion = '1-2-1-2'`],
      '1-2-1-2 の回答が',
    ],
    [
      'who confirmed',
      () => [sql`update answer set confirmed_by = ${taro.tenant} where ${inOwn()} and criterion = '1-2-1-2'`],
      '1-2-1-2 の回答が',
    ],
    ['a revision', () => [sql`update answer set revision = 7 where ${inOwn()} and criterion = '1-2-1-3'`], '1-2-1-3 の回答が'],
    [
      'a version',
      () => [sql`update answer_version set reason = '' where ${inOwn()} and criterion = '1-2-1-1' and revision = 1`],
      '1-2-1-1 の履歴(1回目)が',
    ],
    [
      'a version that is gone',
      () => [sql`delete from answer_version where ${inOwn()} and criterion = '1-2-1-1' and revision = 1`],
      '1-2-1-1 の履歴(1回目)が',
    ],
    [
      'both of an answer',
      () =>
        ['answer', 'answer_version'].map(
          (name) => sql`delete from ${sql.table(name)} where ${inOwn()} and criterion = '1-2-1-3'`,
        ),
      '1-2-1-3 の回答が、記録にはあるのに、ありません',
    ],
    [
      'an answer that nobody gave',
      () =>
        ['answer', 'answer_version'].flatMap((name) => [
          sql`create temporary table copied as select * from ${sql.table(name)} where ${inOwn()} and criterion = '1-2-1-1' and revision = 2`,
          sql`update copied set criterion = '1-2-1-4'`,
          sql`insert into ${sql.table(name)} select * from copied`,
          sql`drop table copied`,
        ]),
      '1-2-1-4 の回答が',
    ],
    ['the numbers', () => [sql`update assessment set standings = replace(standings, 'p', 'm') where id = ${id}`], '集計のもと'],
    ['an assessment', () => [sql`delete from assessment where id = ${id}`], '評価「本社」がありません'],
  ])('and %s that was changed past the log is found', async (_, statements, words) => {
    await asOwner(...statements())
    const { damages } = await verify()
    expect(damages.map(({ ja }) => ja).join('\n')).toContain(words)
  })

  test('that an older version wrote are taken up once, and compared from there on', async () => {
    await asOwner(
      sql`update log_entry set body = regexp_replace(body, ',"states":\\[[^]]*\\]', '') where tenant_id = ${taro.tenant}`,
    )
    expect(await verify()).toEqual({ same: 0, unknown: 3, damages: [] })
    await actions.sealAnswers(context)
    expect(await verify()).toEqual({ same: 3, unknown: 0, damages: [] })
    await asOwner(sql`update answer set status = 'met' where ${inOwn()} and criterion = '1-2-1-1'`)
    expect((await verify()).damages.map(({ ja }) => ja)).toContain('評価「本社」の 1-2-1-1 の回答が、記録にあるものと違います。')
  })

  test('whose entries lost their content are told apart from those that were changed', async () => {
    await asOwner(sql`update log_entry set body = null, act = '', about = '' where tenant_id = ${taro.tenant}`)
    expect(await verify()).toEqual({ same: 0, unknown: 3, damages: [] })
  })
})

function never(): never {
  throw new Error('there is no such assessment')
}
