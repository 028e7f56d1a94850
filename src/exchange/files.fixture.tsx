import type ExcelJS from 'exceljs'
import type { Hono } from 'hono'
import { beforeAll, beforeEach, expect } from 'vitest'
import { begin, colleague, testContext } from '../../tests/context.ts'
import { type Counted, counted } from '../../tests/counted.ts'
import { testDatabase } from '../../tests/database.ts'
import { type Fields, type Reply, testApp, typedIn, type Visitor, visitor } from '../../tests/web.ts'
import { assessmentRoutes } from '../assessment/routes.tsx'
import type { PersonId } from '../kernel/ids.ts'
import type { Viewer } from '../roles/viewer.ts'
import type { Web } from '../web/app.tsx'
import { officialRow, officialWorkbook } from './exchange.fixture.ts'
import { exchangeRoutes } from './routes.tsx'

export const logged: string[] = []

export async function started(who: Visitor, title = '本社 2027年度', edition = '2026-03-27'): Promise<string> {
  const reply = await who.post('/assessments', { title, target: '4', edition })
  if (!reply.location) throw new Error(`not started: ${reply.status}`)
  return reply.location
}

/** The official layout filled in: per criterion what stands under 自己評価, 理由 and the further headers. */
export async function filledIn(
  rows: Record<string, ExcelJS.CellValue[]>,
  headers = ['自己評価', '理由', '根拠および実施する事', '補足情報'],
): Promise<Uint8Array> {
  const known = ['1-3-1-1', '1-3-1-2', '1-3-1-3'].filter((id) => !(id in rows)).map((id) => officialRow(id))
  const official = ['', ...Array.from({ length: 10 }, () => '様式'), '評価基準No', '評価基準', 'NIST CSF']
  const filled = Object.entries(rows).map(([number, cells]) => officialRow(number, ...cells))
  return officialWorkbook([...filled, ...known], { headers: [...official, ...headers] })
}

export function twice(): Promise<Uint8Array> {
  return officialWorkbook([
    officialRow('1-2-1-1', '○', 'ひとつめ'),
    officialRow('1-2-1-1', '×', 'ふたつめ'),
    officialRow('1-2-1-2', '○'),
    officialRow('1-3-1-1'),
  ])
}

export async function bytesOfBook(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer())
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function alertIn({ page }: Reply): string {
  return /role="alert"[^>]*>([\s\S]*?)<\/section>/.exec(page)?.[1] ?? page.slice(0, 300)
}

const TABLES = ['answer', 'answer_version', 'import_draft', 'sheet_export'] as const

/** What a test of files has at hand; a new assessment for each. */
type Here = {
  database: ReturnType<typeof testDatabase>
  db: Counted
  context: ReturnType<typeof testContext>
  app: Hono<Web>
  taro: Visitor
  yumi: Visitor
  hanakoId: PersonId
  aoyama: Viewer
  hanako: Visitor
  address: string
}

/** The routes of files with three people: 太郎 and 花子 of one organisation, 由美 of another. */
export function testFiles() {
  const here = { database: testDatabase() } as Here

  beforeAll(async () => {
    here.db = counted(here.database.db)
    here.context = testContext(here.db)
    here.app = testApp(here.context, [assessmentRoutes(), exchangeRoutes], (line) => logged.push(JSON.stringify(line)))
    here.aoyama = await begin(here.context, '青山精機', '青山 太郎')
    here.taro = visitor(here.app, here.aoyama)
    here.yumi = visitor(here.app, await begin(here.context, '楓システムズ', '楓 由美'))
    const seat = await colleague(here.context, here.aoyama, '佐藤 花子', 'staff')
    here.hanakoId = seat.person
    here.hanako = visitor(here.app, seat)
  })

  beforeEach(async () => {
    here.context.clock.at = '2027-04-01T00:00:00.000Z'
    here.address = await started(here.taro)
  })

  const say = (criterion: string, fields: Fields, who = here.taro) => who.post(`${here.address}/answers/${criterion}`, fields)

  /** Uploads a file and looks at what was understood. Fails the test where it was refused. */
  async function imported(bytes: Uint8Array, name = '記入済み.xlsx'): Promise<{ path: string; page: string }> {
    const reply = await here.taro.upload(`${here.address}/imports`, bytes, name)
    if (reply.status !== 303 || !reply.location) throw new Error(`refused with ${reply.status}: ${alertIn(reply)}`)
    const preview = await here.taro.get(reply.location)
    expect(preview.status).toBe(200)
    return { path: reply.location, page: preview.page }
  }

  /** Accepts a preview with what its form holds, and the choices given. */
  function accept({ path, page }: { path: string; page: string }, choices: Fields = {}): Promise<Reply> {
    const radios = new Set([...page.matchAll(/type="radio" name="([^"]+)"/g)].map(([, name]) => name ?? ''))
    const held = Object.fromEntries([...radios, 'seen'].map((name) => [name, typedIn(page, name)]))
    return here.taro.post(`${path}/acceptance`, { ...held, ...choices })
  }

  /** How many rows there are, of everybody. */
  function counts(): Promise<Record<string, number>> {
    return here.database.db.transact('admin', async (tx) => {
      const found: Record<string, number> = {}
      for (const table of TABLES) found[table] = (await tx.selectFrom(table).selectAll().execute()).length
      return found
    })
  }

  /** The rows of this test's assessment. */
  function ownRows(table: 'import_draft' | 'sheet_export') {
    return here.database.db.transact('admin', async (tx) => {
      const rows = await tx.selectFrom(table).selectAll().execute()
      return rows.filter((row) => here.address.endsWith(row.assessment_id))
    })
  }

  function answers() {
    return here.database.db.transact('admin', async (tx) => {
      const rows = await tx.selectFrom('answer').selectAll().orderBy('criterion').execute()
      return rows.filter((row) => here.address.endsWith(row.assessment_id))
    })
  }

  function versions(criterion: string) {
    return here.database.db.transact('admin', async (tx) => {
      const rows = await tx
        .selectFrom('answer_version')
        .selectAll()
        .where('criterion', '=', criterion)
        .orderBy('revision')
        .execute()
      return rows.filter((row) => here.address.endsWith(row.assessment_id))
    })
  }

  return Object.assign(here, { say, imported, accept, counts, ownRows, answers, versions })
}
