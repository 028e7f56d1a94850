import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mayCost } from '../../tests/costs.ts'
import { attain } from '../assessment/attainment.ts'
import type { Edition } from '../catalogue/edition.ts'
import { loadEdition } from '../catalogue/load.ts'
import { root } from '../root.ts'
import { STATUSES } from '../standing/status.ts'
import type { GapReport } from './gap-report.ts'
import { toPdf } from './pdf.ts'
import { answer, EDITION, MIXED, report } from './report.fixture.ts'
import { toReportSheets } from './report-sheets.ts'

// What is in a PDF is read by the programs of poppler.
mayCost({ processes: 70 })

/** These tests read the PDF with poppler (Debian: poppler-utils). */
const folder = mkdtempSync(join(tmpdir(), 'gap-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LEFT = 20 * (72 / 25.4)
const RIGHT = 210 * (72 / 25.4) - LEFT
/** A bracket or full stop at the edge reaches out by its empty half. */
const HALF_A_MARK = 8.5

test('in English, nothing is Japanese: neither the page nor a sheet nor the catalogue', async () => {
  const edition = loadEdition(join(root, 'catalogue'), '2026-03-27')
  const answers = edition.criteria
    .slice(0, 40)
    .map(({ id }, index) => answer(id, STATUSES[index % STATUSES.length] ?? null, { confirmed: index % 2 === 0 }))
  const scope = { sites: ['Head office'], systems: [], clouds: [], exclusions: [{ what: 'Plant', reason: 'outside' }] }
  const own = { edition, attainment: attain(edition, 3, answers), scope, scopeNotes: 'as agreed', demo: true, source: 'a.xlsx' }
  const english = report(3, answers, { lang: 'en', organisation: 'Aoyama', title: 'Head office', ...own })
  expect(JSON.stringify([english, toReportSheets(english)])).not.toMatch(JAPANESE)
  const pdf = await opened(english)
  expect(pdf.text).not.toMatch(JAPANESE)
  expect(pdf.bytes.match(/\/Lang ?\((.+?)\)/)?.[1]).toMatch(/^en/)
  expect(pdf.conformance).toBe('1')
})

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、。「」]/u

describe('a mixed report', () => {
  const mixed = report(4, MIXED, { demo: true })
  let pdf: Pdf
  beforeAll(async () => {
    pdf = await opened(mixed)
  })

  test('is a tagged A4 document with title, language and bookmarks that claims PDF/UA-1', () => {
    expect(pdf.info).toMatchObject({
      Title: '見本製作所株式会社 ★4 ギャップ報告書 2026年11月23日 10:02時点',
      Author: '見本製作所株式会社',
      Tagged: 'yes',
    })
    expect(pdf.info['Page size']).toContain('(A4)')
    expect(pdf.bytes.match(/\/Lang ?\((.+?)\)/)?.[1]).toMatch(/^ja/)
    expect(pdf.bytes.match(/\/Outlines/)?.[0]).toBe('/Outlines')
    expect(pdf.conformance).toBe('1')
  })

  test('has every criterion, requirement and gap', () => {
    for (const { id } of EDITION.criteria) expect(pdf.text).toContain(id)
    for (const { id, name } of mixed.requirements) expect(pdf.text).toContain(`${id}${name}`)
    for (const gap of mixed.gaps) expect(pdf.text).toContain(`順番${gap.order}・${gap.kindWords}`)
    expect(pdf.text).toContain('口頭で決まっている')
    expect(pdf.text).toContain('規程に書く(担当:佐藤健)')
  })

  test('says on its first page where the company stands, where most is missing and what to decide, and on its last what it is of', () => {
    const { sentence, missing, decisions } = mixed.management
    for (const words of [sentence, ...missing.map(({ name }) => name), ...decisions]) {
      expect(pdf.pages[0]).toContain(squeezed(words))
    }
    expect(pdf.pages[0]).not.toContain('見本.xlsx')
    expect(pdf.pages.at(-1)).toContain('見本.xlsx')
  })

  test('has the sentences and coverages of the model on one page of numbers', () => {
    const page = pdf.pages[1] ?? ''
    for (const sentence of [...mixed.summary.headline, mixed.summary.caution, ...mixed.summary.remarks]) {
      expect(page).toContain(squeezed(sentence))
    }
    for (const { percent, settled, total } of mixed.summary.levels) {
      expect(page).toContain(percent)
      expect(page).toContain(`${settled}/${total}件`)
    }
    expect(pdf.pages[2]).toContain('要求事項ごとの結果')
  })

  test('has the notice, the demo mark and the page number on every page', () => {
    pdf.pages.forEach((page, index) => {
      expect(page).toContain(squeezed(mixed.notice))
      expect(page).toContain('デモデータ(架空の組織の例)')
      expect(page).toContain(`${index + 1}/${pdf.pages.length}`)
    })
    expect(pdf.pages.length).toBe(Number(pdf.info.Pages))
  })

  test('comes out the same, byte for byte', async () => {
    expect(Buffer.from(await toPdf(mixed)).equals(Buffer.from(await toPdf(mixed)))).toBe(true)
  })
})

test('comes out the same from a folder of assets as a build lays them out', async () => {
  const assets = join(folder, 'assets')
  const source = dirname(fileURLToPath(import.meta.url))
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/biz-udpgothic/package.json'))
  mkdirSync(join(assets, 'fonts'), { recursive: true })
  for (const name of readdirSync(source).filter((file) => file.endsWith('.typ'))) cpSync(join(source, name), join(assets, name))
  for (const name of ['400Regular', '700Bold']) cpSync(join(fonts, name), join(assets, 'fonts'), { recursive: true })
  const model = report(3, MIXED)
  expect(Buffer.from(await toPdf(model, assets)).equals(Buffer.from(await toPdf(model)))).toBe(true)
})

test('no demo mark where the data is not demo', async () => {
  expect((await opened(report(3, MIXED))).text).not.toContain('デモ')
})

test('a report with no answers and one with everything met come out', async () => {
  const none = await opened(report(3, []))
  expect(none.text).toContain('まだ回答がありません')
  expect(none.text).toContain('適用範囲は、まだ記録されていません。')
  const met = await opened(
    report(
      4,
      EDITION.criteria.map(({ id }) => answer(id, 'met', { evidence: '記録' })),
    ),
  )
  expect(met.text).toContain('足りない評価基準はありません')
  expect(met.text).not.toContain('順番1・')
})

describe('text from outside', () => {
  const HOSTILE = [
    '#import "x.typ": *',
    '#panic("no") #sys.inputs $x^2$ [a] ] [',
    '\\ \\n \\u{41} @ref <label> "quoted" \'single\'',
    '`code` ```raw``` *bold* _emphasis_ = heading',
    '// comment /* block */ ~ -- --- ... https://example.com',
    '{"json": true} %PDF-1.7 </script> $x',
    '1行目\n- 2行目\n+ 3行目\n/ 4行目: 語',
    'שלום',
  ]
  const hostileReport = (texts: string[]): GapReport => {
    const text = texts.join('\n')
    const answers = EDITION.criteria.map(({ id }) =>
      answer(id, 'partial', { state: text, reason: text, evidence: text, plan: text, note: text, assignee: text }),
    )
    return report(4, answers, {
      organisation: text,
      title: text,
      source: text,
      scope: { sites: [text], systems: [text], clouds: [text], exclusions: [{ what: text, reason: text }] },
      scopeNotes: text,
    })
  }

  /** Title, source, organisation; scope and its notes; and per criterion its card and its line in the appendix. */
  const PLACES = 3 + 6 + EDITION.criteria.length * (6 + 4)

  test.each(HOSTILE)('shows as it is and is never read as markup: %j', async (text) => {
    const pdf = await opened(hostileReport([text]))
    expect(pdf.text.split(squeezed(text)).length - 1).toBeGreaterThanOrEqual(PLACES)
    expect(pdf.conformance).toBe('1')
  })

  test('with characters that no font has is still shown, tagged, and said so', async () => {
    const pdf = await opened(hostileReport(['絵文字 🔐 と 𠮷 のあと']))
    expect(pdf.text).toContain('絵文字')
    expect(pdf.text).toContain('のあと')
    expect(pdf.text).toContain('この報告書の書体にない文字があります')
    expect(pdf.info).toMatchObject({ Tagged: 'yes' })
    expect(pdf.conformance).toBeUndefined()
  })

  test.each([
    ['an address', `https://example.com/${'path'.repeat(80)}?q=1`],
    ['letters', 'W'.repeat(400)],
    ['long-vowel signs', 'ー'.repeat(200)],
    ['full stops', '。'.repeat(200)],
    ['Japanese', '漢字とかなの長い文'.repeat(60)],
  ])('of one long run of %s stays within the margins', async (_, text) => {
    const pdf = await opened(hostileReport([text]))
    expect(pdf.text).toContain(text)
    const outside = pdf.words.filter(({ left, right }) => left < LEFT - HALF_A_MARK || right > RIGHT + HALF_A_MARK)
    expect(outside.slice(0, 3)).toEqual([])
  })
})

describe('a long report', () => {
  const long = longEdition(60)
  const answers = long.criteria.map(({ id }) => answer(id, 'unmet'))

  test('repeats table heads on each page and keeps the page for management and that of the numbers on one page each', async () => {
    const pdf = await opened(report(4, answers, { edition: long, attainment: attain(long, 4, answers) }))
    expect(pdf.pages[2]).toContain('要求事項ごとの結果')
    const appendix = pdf.pages
      .slice(pdf.pages.findIndex((page, index) => index > 0 && page.includes('付録Bすべての評価基準')))
      .filter((page) => !page.includes('この報告書について'))
    expect(appendix.length).toBeGreaterThan(3)
    expect(appendix.filter((page) => !page.includes('評価基準の質問') || !page.includes('書かれていること'))).toEqual([])
  })
})

type Pdf = {
  bytes: string
  /** The part of PDF/UA that the document claims. */
  conformance: string | undefined
  info: Record<string, string>
  /** All text without blanks, since lines break anywhere. */
  text: string
  pages: string[]
  words: { left: number; right: number; text: string }[]
}

async function opened(model: GapReport): Promise<Pdf> {
  const path = join(folder, 'report.pdf')
  const bytes = await toPdf(model)
  writeFileSync(path, bytes)
  const pages = poppler('pdftotext', '-raw', path, '-').split('\f').slice(0, -1).map(squeezed)
  const raw = Buffer.from(bytes).toString('latin1')
  return {
    bytes: raw,
    conformance: raw.match(/pdfuaid:part>(.)</)?.[1],
    info: Object.fromEntries(
      poppler('pdfinfo', path)
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    ),
    text: pages.join(''),
    pages,
    words: [...poppler('pdftotext', '-bbox', path, '-').matchAll(/xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)<\/word>/g)].map(
      ([, left, right, text]) => ({ left: Number(left), right: Number(right), text: text ?? '' }),
    ),
  }
}

function poppler(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 })
}

/** Without blanks and without the direction marks that poppler adds around Hebrew. */
function squeezed(text: string): string {
  return text.replace(/[\s\u202a-\u202e]/g, '')
}

function longEdition(count: number): Edition {
  const [requirement] = EDITION.requirements
  const [first] = EDITION.criteria
  if (!requirement || !first) throw new Error('the sample edition is empty')
  const criteria = Array.from({ length: count }, (_, index) => ({
    ...first,
    id: `1-1-1-${index + 1}`,
    question: `${'とても長い質問の文を続けて'.repeat(14)}いますか。`,
  }))
  return { ...EDITION, requirements: [{ ...requirement, criteria }], criteria }
}
