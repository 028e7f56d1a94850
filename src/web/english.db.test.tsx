import { beforeAll, expect, test } from 'vitest'
import { setUpCast } from '../../tests/cast.ts'
import { testContext } from '../../tests/context.ts'
import { mayCost } from '../../tests/costs.ts'
import { testDatabase } from '../../tests/database.ts'
import { SAMPLES } from '../../tests/route-samples.ts'
import { testApp, type Visitor, visitor } from '../../tests/web.ts'
import { setUpWorld, type World } from '../../tests/world.ts'
import { SHEET_FIELDS } from '../assessment/fields.ts'
import { loadWorld } from '../demo/load.ts'
import { features } from '../main/features.ts'

// Somebody in every role, and the whole made-up world beside them.
mayCost({ transactions: 3000 })

/** An English page is English: what is Japanese on it is what people wrote, or says so by its `lang`. */
const database = testDatabase()
let world: World
let demo: { visitor: Visitor; assessments: string[] }[]
/** Every run of Japanese that somebody wrote. */
let written: Set<string>

beforeAll(async () => {
  const context = testContext(database.db)
  const app = testApp(context, features)
  const cast = await setUpCast(context)
  world = await setUpWorld(context, app)
  demo = loadWorld().firms.map((firm) => ({
    visitor: visitor(app, cast.viewer(firm.key, firm.people[0]?.key ?? '')),
    assessments: firm.assessments.map(({ key }) => cast.assessment(firm.key, key)),
  }))
}, 120_000)

const GETS = Object.entries(SAMPLES).flatMap(([name, sample]) =>
  name.startsWith('GET ') && sample.done !== false ? [{ name, sample, pattern: name.slice(4) }] : [],
)

test.each(GETS)('$name', async ({ sample, pattern }) => {
  const own = await sample.before?.(world)
  const by = own?.by ?? sample.by(world)
  written = await runsWritten()
  const path = own?.path ?? sample.path?.(world) ?? pattern
  expect(await japaneseAt(by, path)).toEqual([])
  expect(await jargonAt(by, path)).toEqual([])
})

const PAGES = ['/', '/people', '/engagements', '/organisation', '/log', '/log/retention', '/account', '/demo']
const PARTS = ['', '/criteria?upTo=4', '/tasks', '/scope', '/settings', '/assignments', '/files']

test('the made-up world, of which every firm has its pages', async () => {
  written = await runsWritten()
  const found: Record<string, string[]> = {}
  for (const { visitor: by, assessments } of demo) {
    for (const path of [...PAGES, ...assessments.flatMap((id) => PARTS.map((part) => `/assessments/${id}${part}`))]) {
      const japanese = [...(await japaneseAt(by, path)), ...(await jargonAt(by, path))]
      if (japanese.length > 0) found[path] = japanese
    }
  }
  expect(found).toEqual({})
}, 60_000)

async function japaneseAt(by: Visitor, path: string): Promise<string[]> {
  const { page, headers } = await by.get(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
  if (!/^(text\/html|application\/json)/.test(headers.get('Content-Type') ?? '')) return []
  return runsIn(page.replaceAll(SAID_TO_BE_JAPANESE, ''))
    .filter(({ run, cut }) => !(written.has(run) || (cut && [...written].some((whole) => whole.startsWith(run)))))
    .map(({ run, context }) => `${run} in ${context}`)
}

/** Words of the code, and of the scheme where people have a plainer one, on a page in either language. */
async function jargonAt(by: Visitor, path: string): Promise<string[]> {
  const found = new Set<string>()
  for (const lang of ['ja', 'en']) {
    const { page, headers } = await by.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
    if (!headers.get('Content-Type')?.startsWith('text/html')) continue
    const text = page.replaceAll(/<(script|style|pre|code)\b.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, ' ')
    for (const [word] of text.matchAll(JARGON)) found.add(word)
    if (lang === 'ja') for (const [word] of text.matchAll(/\brule\b/g)) found.add(word)
  }
  return [...found]
}

const JARGON = /取得希望組織|不足とすること|見てほしいところ|on-joining|\b(?:S0|L1|undefined|NaN)\b|\[object/g

const SAID_TO_BE_JAPANESE = /<(\w+)[^>]*\slang="ja"[^>]*>.*?<\/\1>/gs
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々]+/gu

/** Every run of Japanese in a text, with what stands around it; `cut` where it is the beginning of what goes on. */
function runsIn(text: string): { run: string; cut: boolean; context: string }[] {
  return [...text.matchAll(JAPANESE)].map(({ 0: run, index }) => ({
    run,
    cut: text.startsWith('…', index + run.length),
    context: text.slice(Math.max(0, index - 40), index + run.length + 20),
  }))
}

/** What people wrote, and the headers of the file that the import was made of: a preview shows them as they stand in it. */
async function runsWritten(): Promise<Set<string>> {
  const headers = [...SHEET_FIELDS.map(({ words }) => words.ja), '要求事項', '問い']
  return new Set(runsIn(JSON.stringify([loadWorld(), await rowsOf(PEOPLE_WROTE), headers])).map(({ run }) => run))
}

const PEOPLE_WROTE = [
  'account',
  'advice',
  'answer',
  'assessment',
  'direction',
  'document',
  'document_reader',
  'document_version',
  'duty_move',
  'engagement',
  'event',
  'event_item',
  'device_finding',
  'evidence',
  'evidence_version',
  'incident_entry',
  'invitation',
  'issue',
  'operation_record',
  'organisation',
  'person',
  'plan_version',
  'register',
  'register_row',
  'register_version',
  'record_request',
  'scope_item',
  'task',
  'task',
] as const

function rowsOf(tables: typeof PEOPLE_WROTE): Promise<object[][]> {
  return database.db.transact('admin', (tx) => Promise.all(tables.map((table) => tx.selectFrom(table).selectAll().execute())))
}
