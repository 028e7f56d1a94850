import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { typedIn } from '../../tests/web.ts'
import { bytesOf, bytesOfBook, filledIn, started, testFiles, twice } from './files.fixture.tsx'

const here = testFiles()
const { say, imported, accept, counts, ownRows, answers, versions } = here

describe('three sides', () => {
  /** Exported with two answers; then this happens here, and that in the file. */
  async function diverged(): Promise<{ path: string; page: string }> {
    await say('1-2-1-1', { status: 'partial', reason: '元の理由', note: '元のメモ', revision: '0' })
    await say('1-2-1-2', { status: 'unmet', reason: '元の理由2', revision: '0' })
    await say('4-3-4-1', { status: 'met', reason: '元の理由3', plan: '元の計画', revision: '0' })
    const { bytes } = await here.taro.post(`${here.address}/exports`, { form: 'xlsx' })
    here.context.clock.at = '2027-04-02T00:00:00.000Z'
    await say('1-2-1-1', { status: 'met', reason: 'ここで変えた', note: '元のメモ', revision: '1' })
    await say('1-2-1-2', { status: 'planned', reason: 'ここで変えた2', revision: '1' })
    here.context.clock.at = '2027-04-03T00:00:00.000Z'
    return imported(
      await edited(bytes, {
        '1-2-1-1': { 評価: '× 満たさない', 理由: 'ファイルで変えた', メモ: 'ファイルのメモ' },
        '4-3-4-1': { 評価: '△', これからすること: 'ファイルの計画' },
        '5-1-1-1': { 評価: '○ 満たす', 証跡: 'ログの画面', 担当: '佐藤 花子' },
      }),
    )
  }

  const UNTOUCHED = { criterion: '1-2-1-2', status: 'planned', reason: 'ここで変えた2', revision: 2 }
  const CHANGED_THERE = { criterion: '4-3-4-1', status: 'partial', reason: '元の理由3', plan: 'ファイルの計画', revision: 2 }
  const NEW_THERE = () => ({ criterion: '5-1-1-1', status: 'met', evidence: 'ログの画面', assignee: here.hanakoId, revision: 1 })

  test.each([
    ['theirs', 'ファイルで変えた'],
    ['ours', 'ここで変えた'],
  ])('decided all at once for %s, every conflict follows', async (all, reason) => {
    const { path, page } = await diverged()
    const seen = typedIn(page, 'seen')[0] ?? ''
    const reply = await here.taro.post(`${path}/acceptance`, { seen, all, 'choice 1-2-1-1 reason': 'both' })
    expect(reply.status).toBe(303)
    expect((await answers()).find(({ criterion }) => criterion === '1-2-1-1')).toMatchObject({ reason })
  })

  test('the preview shows each conflict with both texts, and every change, before anything is written', async () => {
    const { page } = await diverged()
    expect(page).toContain('書き出したあとに、ここでもファイルでも変わったところです。')
    expect(page).toContain('どちらを残すか決める (1)')
    for (const text of ['ここで変えた', 'ファイルで変えた', '○ 満たす', '× 満たさない']) expect(page).toContain(text)
    expect(radioNames(page)).toEqual(['all', 'choice 1-2-1-1 status', 'choice 1-2-1-1 reason'])
    for (const text of ['ファイルの計画', 'ログの画面', '佐藤 花子', 'ファイルのメモ']) expect(changesIn(page)).toContain(text)
    expect(changesIn(page)).not.toContain('ここで変えた2')
    expect((await answers()).map(({ revision }) => revision)).toEqual([2, 2, 1])
  })

  test.each([
    ['both', 'met', 'ここで変えた\n――\nファイルで変えた'],
    ['theirs', 'unmet', 'ファイルで変えた'],
    ['ours', 'met', 'ここで変えた'],
  ])('accepted with %s: what was decided is written, and nothing is lost', async (choice, status, reason) => {
    const draft = await diverged()
    const choices = { 'choice 1-2-1-1 reason': choice, 'choice 1-2-1-1 status': choice === 'theirs' ? 'theirs' : 'ours' }
    expect(await accept(draft, choices)).toMatchObject({ status: 303, location: `${here.address}/files?imported=3` })
    expect(await answers()).toMatchObject([
      { criterion: '1-2-1-1', status, reason, note: 'ファイルのメモ', revision: 3 },
      UNTOUCHED,
      CHANGED_THERE,
      NEW_THERE(),
    ])
    expect((await versions('1-2-1-1')).map((one) => [one.revision, one.cause, one.status, one.reason])).toEqual([
      [1, 'answer', 'partial', '元の理由'],
      [2, 'answer', 'met', 'ここで変えた'],
      [3, 'import', status, reason],
    ])
    const read = (await versions('1-2-1-1')).map((one) => one.reason + one.note).join('\n') + draft.page
    for (const text of ['元の理由', 'ここで変えた', 'ファイルで変えた', '元のメモ', 'ファイルのメモ'])
      expect(read).toContain(text)
    const done = await here.taro.get(`${here.address}/files?imported=3`)
    expect(done.page).toContain('3件の回答を取り込みました。')
    expect((await here.taro.get(draft.path)).status).toBe(404)
    expect(await ownRows('import_draft')).toEqual([])
  })

  test('left as the page proposes, no text is lost', async () => {
    await accept(await diverged())
    expect((await answers())[0]).toMatchObject({ status: 'met', reason: 'ここで変えた\n――\nファイルで変えた' })
  })

  test('the numbers move with it', async () => {
    await accept(await diverged(), { 'choice 1-2-1-1 status': 'theirs' })
    expect((await here.taro.get(here.address)).page).toContain('1/153')
  })

  test('a file emptied there and left alone here is emptied; the text stays in the history', async () => {
    await say('1-2-1-1', { status: 'met', reason: '消される理由' })
    const { bytes } = await here.taro.post(`${here.address}/exports`, { form: 'xlsx' })
    await accept(await imported(await edited(bytes, { '1-2-1-1': { 理由: null } })))
    expect(await answers()).toMatchObject([{ status: 'met', reason: '' }])
    expect((await versions('1-2-1-1')).map(({ reason }) => reason)).toEqual(['消される理由', ''])
  })

  test('a confirmed 該当なし that a file changes waits for its confirmation again', async () => {
    await say('4-1-2-4', { status: 'notApplicable', reason: '開発なし' })
    await here.hanako.post(`${here.address}/confirmations/4-1-2-4`, { confirmed: '1' })
    const { bytes } = await here.taro.post(`${here.address}/exports`, { form: 'xlsx' })
    await accept(await imported(await edited(bytes, { '4-1-2-4': { 理由: '開発は委託している' } })))
    expect(await answers()).toMatchObject([{ reason: '開発は委託している', confirmed_by: null, revision: 3 }])
  })

  test('rows in another order and columns moved are the same file', async () => {
    await say('1-2-1-1', { status: 'partial', reason: '元の理由' })
    const { bytes } = await here.taro.post(`${here.address}/exports`, { form: 'csv' })
    const [header = '', ...lines] = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    const shuffled = [header, ...lines.toReversed()].join('\r\n').replace('元の理由', '新しい理由')
    await accept(await imported(bytesOf(shuffled), '並べ替え.csv'))
    expect(await answers()).toMatchObject([{ status: 'partial', reason: '新しい理由' }])
  })

  test('brought to another assessment, the export is no base: what differs is asked about, blanks change nothing', async () => {
    await say('1-2-1-1', { status: 'met', reason: '本社の理由' })
    const { bytes } = await here.taro.post(`${here.address}/exports`, { form: 'xlsx' })
    here.address = await started(here.taro, '支社')
    await say('1-2-1-1', { status: 'unmet', reason: '支社の理由' })
    await say('1-2-1-2', { status: 'met', reason: '支社だけ' })
    const draft = await imported(bytes)
    expect(draft.page).toContain('ここにすでに回答があり、ファイルと違うところです。')
    await accept(draft)
    expect(await answers()).toMatchObject([
      { status: 'unmet', reason: '支社の理由\n――\n本社の理由' },
      { status: 'met', reason: '支社だけ', revision: 1 },
    ])
  })
})

describe('accepting', () => {
  test('after answers changed is refused, with every choice kept, and writes nothing', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'ここ' })
    const draft = await imported(await filledIn({ '1-2-1-1': ['○', 'ファイル'], '1-2-1-2': ['○', '新しい'] }))
    await say('5-1-1-1', { status: 'met' })
    const before = await counts()
    const choices = { 'choice 1-2-1-1 status': 'theirs', 'choice 1-2-1-1 reason': 'theirs' }
    const refused = await accept(draft, choices)
    expect(refused.status).toBe(409)
    expect(refused.page).toContain('回答が変わりました。下の内容をもう一度確かめてください。')
    expect(typedIn(refused.page, 'choice 1-2-1-1 status')).toEqual(['theirs'])
    expect(typedIn(refused.page, 'choice 1-2-1-1 reason')).toEqual(['theirs'])
    expect(await counts()).toEqual(before)
    expect((await accept({ path: draft.path, page: refused.page })).location).toBe(`${here.address}/files?imported=2`)
    expect((await answers()).find(({ criterion }) => criterion === '1-2-1-1')).toMatchObject({
      status: 'met',
      reason: 'ファイル',
    })
  })

  test.each(['x', '-1', '99'])('what was seen at a revision that never was (%j) is refused', async (seen) => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'] }))
    expect((await accept(draft, { seen })).status).toBe(409)
    expect(await answers()).toEqual([])
  })

  test('is all or nothing: two texts that are too long together refuse the whole file, by name', async () => {
    await say('1-2-1-1', { status: 'partial', reason: 'あ'.repeat(3000) })
    const draft = await imported(await filledIn({ '1-2-1-1': ['△', 'い'.repeat(3000)], '1-2-1-2': ['○', '新しい'] }))
    const before = await counts()
    const refused = await accept(draft, { 'choice 1-2-1-1 reason': 'both' })
    expect(refused.status).toBe(422)
    expect(refused.page).toContain('1-2-1-1: 4000文字までにしてください(いま6004文字)')
    expect(typedIn(refused.page, 'choice 1-2-1-1 reason')).toEqual(['both'])
    expect(await counts()).toEqual(before)
    expect((await accept({ path: draft.path, page: refused.page }, { 'choice 1-2-1-1 reason': 'theirs' })).status).toBe(303)
    expect((await answers()).map(({ reason }) => reason.length)).toEqual([3000, 3])
  })

  test('a second time finds nothing and writes nothing', async () => {
    const draft = await imported(await filledIn({ '1-2-1-1': ['○'] }))
    expect((await accept(draft)).status).toBe(303)
    expect((await accept(draft)).status).toBe(404)
    expect(await versions('1-2-1-1')).toHaveLength(1)
  })

  test('the row that was chosen stays chosen on the refused page', async () => {
    const draft = await imported(await twice())
    await say('5-1-1-1', { status: 'met' })
    const refused = await accept(draft, { 'row 1-2-1-1': '4' })
    expect(refused.status).toBe(409)
    expect(typedIn(refused.page, 'row 1-2-1-1')).toEqual(['4'])
  })
})

/** Our own workbook with some cells changed by another program: by criterion and header. */
async function edited(bytes: Uint8Array, changes: Record<string, Record<string, string | null>>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.getWorksheet('回答')
  if (!sheet) throw new Error('no sheet of answers')
  const columns = new Map<string, number>()
  sheet.getRow(1).eachCell((cell, column) => columns.set(String(cell.value), column))
  const left = new Map(Object.entries(changes))
  sheet.eachRow((row) => {
    const number = String(row.getCell(1).value)
    for (const [header, value] of Object.entries(left.get(number) ?? {})) row.getCell(columns.get(header) ?? 99).value = value
    left.delete(number)
  })
  if (left.size > 0) throw new Error(`the sheet lacks ${[...left.keys()].join(', ')}`)
  return bytesOfBook(book)
}

function radioNames(page: string): string[] {
  return [...new Set([...page.matchAll(/type="radio" name="([^"]+)"/g)].map(([, name]) => name ?? ''))]
}

function changesIn(page: string): string {
  return /<table class="changes"[^>]*>([\s\S]*?)<\/table>/.exec(page)?.[1] ?? ''
}
