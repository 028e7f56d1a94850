import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { EditionId } from '../catalogue/index.ts'
import { loadDictionary, loadEdition } from '../catalogue/load.ts'
import { BadInput } from '../cli/command.ts'
import type { Lang } from '../kernel/refusal.ts'
import { accept } from '../kernel/refusal.ts'
import { TEMPLATE_WORDS } from '../measures/index.ts'
import { loadMeasures } from '../measures/load.ts'
import { root } from '../root.ts'
import { decideAnswers } from './answers.ts'
import { templatesCommand } from './cli.ts'
import { criteriaOf, fill } from './fill.ts'
import { loadTemplates } from './load.ts'
import { Template } from './template.ts'
import { toDocx } from './to-docx.ts'
import { toMarkdown } from './to-markdown.ts'

const folder = join(root, 'catalogue')
const work = mkdtempSync(join(tmpdir(), 'hoshitori-templates-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const loaded = loadTemplates(folder)
const editions = EditionId.options.map((id) => loadEdition(folder, id))
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const all = (template: Template) => template.sections.flatMap(({ clauses = [], checks = [] }) => [...clauses, ...checks])

const OWN = Template.parse({
  id: 'own',
  name: '更新の規程',
  kind: 'rule',
  about: '更新の規程です。',
  approver: 'executive',
  audience: ['officers'],
  questions: [
    { id: 'company', ask: '会社の名前', kind: 'text', example: '株式会社青山製作所' },
    { id: 'date', ask: '施行日', kind: 'date', example: '2027-04-01' },
    { id: 'days', ask: '何日以内に当てますか', kind: 'number', unit: '日', min: 1, max: 14, default: 14, because: '4-4-4-2' },
    {
      id: 'servers',
      ask: 'サーバがありますか',
      kind: 'choice',
      default: 'yes',
      of: [
        { value: 'yes', text: 'はい' },
        { value: 'no', text: 'いいえ' },
      ],
    },
  ],
  sections: [
    {
      id: 'update',
      title: '更新',
      clauses: [
        { id: 'aim', text: '{company}は、{date}から更新を{days}日以内に当てる。', criteria: { '2026-03-27': ['4-4-4-2'] } },
        { id: 'server', text: 'サーバも同じとする。', when: { servers: 'yes' } },
        { id: 'draft', text: '旧い版だけの*決まり*。', only: '2025-12-26' },
        { id: 'test', text: '先に試す。', advice: true },
      ],
    },
    { id: 'log', title: '記録', table: { columns: ['日付', '内容'], rows: 2 } },
  ],
})

describe('the templates of the catalogue', () => {
  test('are those that the measures name', () => {
    const { measures } = loadMeasures(folder, loadDictionary(folder))
    expect(loaded.templates.map(({ id }) => id).toSorted()).toEqual(
      [...new Set(measures.flatMap(({ templates = [] }) => templates))].toSorted(),
    )
    const named = loaded.templates.map(({ id, name }, at) => [id, { ja: name, en: loaded.english[at]?.name }])
    expect(Object.fromEntries(named)).toEqual(TEMPLATE_WORDS)
  })

  test.each(loaded.templates.map((template) => [template.id, template] as const))('%s', (id, template) => {
    const english = loaded.english.find((one) => one.id === id) as Template
    expect(new Set(template.questions.map((question) => question.id)).size).toBe(template.questions.length)
    for (const one of [template, english]) {
      const named = all(one).flatMap(({ text, when = {} }) => [
        ...[...text.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name),
        ...Object.keys(when),
      ])
      expect(new Set(named)).toEqual(new Set(template.questions.map((question) => question.id)))
    }
    expect(JSON.stringify(english)).not.toMatch(JAPANESE)
    expect(JSON.stringify(template)).not.toMatch(/認定|合格|絶対に/)
    for (const edition of editions) {
      const known = new Set(edition.criteria.map((criterion) => criterion.id))
      expect(
        all(template)
          .flatMap(({ criteria }) => criteria?.[edition.id] ?? [])
          .filter((criterion) => !known.has(criterion)),
      ).toEqual([])
      expect(criteriaOf(template, edition.id).length).toBeGreaterThan(0)
      expect(fill(template, {}, edition.id, 'ja').sections.length).toBeGreaterThan(0)
    }
    expect(all(template).filter(({ advice, criteria }) => advice && criteria)).toEqual([])
  })

  test.each(editions)('serve every criterion of $id by a clause', (edition) => {
    const served = new Set(loaded.templates.flatMap((template) => criteriaOf(template, edition.id)))
    expect(edition.criteria.map(({ id }) => id).filter((id) => !served.has(id))).toEqual([])
  })
})

describe('filling in', () => {
  test('answers stand in the text, defaults where there is none, and blanks show an example', () => {
    const filled = fill(OWN, { company: '楓システムズ', days: '7' }, '2026-03-27', 'ja')
    expect(filled.sections[0]?.clauses.map(({ spans }) => spans.map(({ text }) => text).join(''))).toEqual([
      '楓システムズは、2027年4月1日から更新を7日以内に当てる。',
      'サーバも同じとする。',
      '先に試す。',
    ])
    expect(filled.blanks).toBe(1)
    expect(
      fill(OWN, {}, '2026-03-27', 'ja')
        .sections[0]?.clauses[0]?.spans.filter(({ blank }) => blank)
        .map(({ text }) => text),
    ).toEqual(['株式会社青山製作所', '2027年4月1日'])
  })

  test('clauses stand only with the choice and the edition that they are for', () => {
    const ids = (answers: Record<string, string>, edition: EditionId) =>
      fill(OWN, answers, edition, 'ja').sections[0]?.clauses.map(({ id }) => id)
    expect(ids({ servers: 'no' }, '2026-03-27')).toEqual(['aim', 'test'])
    expect(ids({}, '2025-12-26')).toEqual(['aim', 'server', 'draft', 'test'])
  })

  test.each([
    [{ days: '15' }, '4-4-4-2'],
    [{ days: 'soon' }, '1から14まで'],
    [{ servers: 'perhaps' }, 'yes(はい)'],
    [{ date: '2027-02-30' }, 'ある日付'],
    [{ company: 'a\nb' }, '改行のない'],
    [{ company: { name: 'x' } }, '改行のない'],
    [{ compny: 'x' }, '「compny」という質問はありません'],
  ])('refuses %j in words', (given, words) => {
    const decided = decideAnswers(OWN, given)
    expect(!decided.ok && decided.refusals[0].words.ja).toContain(words)
  })

  test('as Markdown nothing of it is markup of its own', () => {
    const text = toMarkdown(fill(OWN, { company: '[x](javascript:a) <b>' }, '2025-12-26', 'ja'))
    expect(text).toContain('## 第1条(更新)')
    expect(text).toContain('1. \\[x\\](javascript:a) \\<b\\>は、')
    expect(text).toContain('\\*決まり\\*')
    expect(text).toContain('〔任意〕先に試す。')
    expect(text).toContain('| 日付 | 内容 |\n|---|---|\n|  |  |\n|  |  |')
  })
})

describe('hoshitori templates', () => {
  async function run(line: string, lang: Lang = 'ja') {
    const written: string[] = []
    const files: Uint8Array[] = []
    const code = await templatesCommand(
      () => loaded,
      async ({ name }) => accept(Buffer.from(`%PDF ${name}`)),
    ).run(line.split(' ').filter(Boolean), {
      out: (text) => written.push(text),
      outBytes: (bytes) => files.push(bytes),
      err: () => {},
      folder: work,
      now: () => '2026-11-28T01:02:03.000Z',
      lang,
      edition: (id) => loadEdition(folder, id),
      changes: () => undefined,
    })
    expect(code).toBe(0)
    return { said: written.join('\n'), file: files[0] }
  }

  async function partsOf(file: Uint8Array = new Uint8Array()): Promise<Map<string, string>> {
    const zip = await fromBufferPromise(Buffer.from(file))
    const parts = new Map<string, string>()
    for await (const entry of zip.eachEntry())
      parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
    return parts
  }

  test('lists them with the criteria that each serves', async () => {
    const { templates } = JSON.parse((await run('--format json')).said)
    expect(templates).toHaveLength(loaded.templates.length)
    expect(templates.find(({ id }: { id: string }) => id === 'vulnerability-rule')).toMatchObject({
      name: '脆弱性・更新管理の規程',
      criteria: expect.arrayContaining(['4-4-4-2', '3-2-1-5']),
    })
    expect(JSON.parse((await run('', 'en')).said).templates[0].name).not.toMatch(JAPANESE)
  })

  test('writes one with answers, as Word too, which another program reads', async () => {
    writeFileSync(join(work, 'answers.json'), '\ufeff{"company": "楓システムズ", "days": 7}')
    expect((await run('vulnerability-rule --format md --answers answers.json')).said).toContain('楓システムズ（以下「会社」')
    const { file } = await run('vulnerability-rule --format docx --answers answers.json')
    const parts = await partsOf(file)
    expect(parts.get('word/document.xml')).toContain('楓システムズ')
    expect(parts.get('word/document.xml')).toContain('第1条')
    await run('vulnerability-rule --format pdf --out rule.pdf')
    expect(readFileSync(join(work, 'rule.pdf'), 'utf8')).toBe('%PDF 脆弱性・更新管理の規程')
  })

  test('a text is the same bytes for Word whenever it is made, and says of itself what it is called', async () => {
    const made = (now: string) => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
      return toDocx(fill({ ...OWN, name: '更新 & <規程>' }, {}, '2026-03-27', 'ja'))
    }
    try {
      const first = await made('2026-11-28T01:02:03.000Z')
      expect(await made('2027-04-01T04:05:06.000Z')).toEqual(first)
      const parts = await partsOf(first)
      expect(parts.get('docProps/core.xml')).toContain('<dc:title>更新 &amp; &lt;規程></dc:title>')
    } finally {
      vi.useRealTimers()
    }
  })

  test.each(['no-such', 'vulnerability-rule more', 'vulnerability-rule --format odt', 'vulnerability-rule --answers gone.json'])(
    'refuses %j in words',
    async (line) => {
      await expect(run(line)).rejects.toThrow(BadInput)
    },
  )
})
