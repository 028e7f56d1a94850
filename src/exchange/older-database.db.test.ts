import { describe, expect, test } from 'vitest'
import { backedUp, emptyTarget, everyRow, newFolders, restored } from '../../tests/backups.ts'
import { bareDatabases } from '../../tests/bare-database.ts'
import { testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { OLDER, olderDatabase } from '../../tests/older-database.ts'
import { readAnswer } from '../assessment/actions.ts'
import type { Db } from '../db/db.ts'
import { migrate } from '../db/migrate.ts'
import { transactionsOn } from '../db/transact.ts'
import type { Viewer } from '../roles/viewer.ts'
import { acceptImport, exportAnswers, readImport, readPreview } from './actions.ts'

// Each upgrade and each restore begins with a database of their own.
mayCost({ databases: 7 })

const databases = bareDatabases()
const newFolder = newFolders()
const { assessment, draft, hanako } = OLDER
const VIEWER: Viewer = {
  tenant: OLDER.tenant,
  person: OLDER.ichiro,
  personName: '青山 一郎',
  organisationName: '株式会社青山製作所',
  demo: false,
  roles: ['responsible'],
}

const changes = ({ outcome }: { outcome: string }) => outcome === 'take-theirs' || outcome === 'conflict'

async function older(): Promise<{ before: Db; migrated(): Promise<Db> }> {
  const db = await olderDatabase(databases, 2)
  const engine = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'embedded'
  const before: Db = { engine, ...transactionsOn(db), close: async () => {} }
  const migrated = async () => {
    await migrate(db)
    return before
  }
  return { before, migrated }
}

describe('a database of the version before', { timeout: 180_000 }, () => {
  test('says the same after the upgrade: answers, history, exports, drafts, and a file of then that comes back', async () => {
    const context = testContext(await (await older()).migrated())
    const found = await readAnswer(context, VIEWER, assessment, '1-2-1-1')
    const content = { status: 'partial', state: '状態', reason: '理由', evidence: '証跡', plan: '計画', note: 'メモ' }
    expect(found?.answer).toMatchObject({ ...content, assignee: hanako, ticked: ['a', 'b'] })
    expect(found?.versions).toMatchObject([
      { ...content, assignee: hanako, ticked: ['a', 'b'], cause: 'answer' },
      { status: null, assignee: hanako, cause: 'assign' },
    ])

    const made = await exportAnswers(context, VIEWER, assessment, 'json')
    const { answers } = made?.ok ? JSON.parse(Buffer.from(made.value.bytes).toString()) : { answers: [] }
    const said = answers.find((answer: { criterion: string }) => answer.criterion === '1-2-1-1')
    expect(said).toMatchObject({ ...content, assignee: '伊藤 花子', ticked: ['a', 'b'], confirmed: false })

    const preview = await readPreview(context, VIEWER, assessment, draft)
    expect(preview?.hasBase).toBe(true)
    expect(preview?.merges.flatMap(({ fields }) => fields.filter(changes))).toMatchObject([
      { field: 'reason', outcome: 'take-theirs', ours: '理由', theirs: 'owner' },
    ])

    const table = await exportAnswers(context, VIEWER, assessment, 'csv')
    if (!table?.ok) throw new Error('nothing exported')
    const text = Buffer.from(table.value.bytes).toString()
    const bytes = Buffer.from(text.replace(/export=[0-9a-f-]+/, `export=${OLDER.export}`))
    const read = await readImport(context, VIEWER, assessment, { name: 'a.csv', bytes })
    const back = read?.ok ? await readPreview(context, VIEWER, assessment, read.value) : undefined
    expect(back?.hasBase).toBe(true)
    expect(back?.merges.flatMap(({ fields }) => fields.filter(changes))).toEqual([])
  })

  test('takes what a firm has none of: an export of then says nothing of ticks, so a person decides where they differ', async () => {
    const context = testContext(await (await older()).migrated())
    const made = await exportAnswers(context, VIEWER, assessment, 'json')
    if (!made?.ok) throw new Error('nothing exported')
    const file = JSON.parse(Buffer.from(made.value.bytes).toString())
    const [ticks, none] = [
      ['a', 'servers:absent'],
      ['condition-absent', 'servers:absent'],
    ]
    for (const answer of file.answers) answer.ticked = answer.criterion === '1-2-1-1' ? ticks : none
    const bytes = Buffer.from(JSON.stringify({ ...file, exportId: OLDER.export }))
    const read = await readImport(context, VIEWER, assessment, { name: 'a.json', bytes })
    if (!read?.ok) throw new Error('not read')
    const preview = await readPreview(context, VIEWER, assessment, read.value)
    expect(preview?.merges.flatMap(({ fields }) => fields.filter(changes))).toMatchObject([
      { field: 'ticked', outcome: 'take-theirs', ours: [], theirs: none },
      { field: 'ticked', outcome: 'conflict', ours: ['a', 'b'], theirs: ticks },
    ])
    const decided = { choice: () => 'theirs' as const, row: () => undefined, seen: preview?.seen ?? 0 }
    expect(await acceptImport(context, VIEWER, assessment, read.value, decided)).toMatchObject({
      ok: true,
      value: { written: 2 },
    })
    const found = await readAnswer(context, VIEWER, assessment, '1-2-1-1')
    expect(found?.answer?.ticked).toEqual(ticks)
    expect(found?.versions.map(({ ticked }) => ticked)).toEqual([ticks, ['a', 'b'], []])
  })

  test('is the same whether it was upgraded, or restored from a backup that the version before made', async () => {
    const { before, migrated } = await older()
    const folder = newFolder()
    const { db } = await restored(await backedUp(before, folder), newFolder(), await emptyTarget())
    const { migration: _, ...restoredRows } = await everyRow(db)
    const { migration: __, ...migratedRows } = await everyRow(await migrated())
    expect(restoredRows).toEqual(migratedRows)
    await db.close()
  })
})
