import { dutyWords, type Edition, editionIn } from '../catalogue/index.ts'
import type { Lang, Words } from '../kernel/refusal.ts'
import { FIRM_SIZES, type FirmSize, type Measure, type Theme } from './measure.ts'
import { dutiesOf, evidenceOf, levelOf, maturesOf, stepsOf } from './measures.ts'
import { BY_WORDS, REGISTER_WORDS, TEMPLATE_WORDS } from './words.ts'

/** The measures of an edition for programs: what the data says, and what follows from the criteria that each closes. */
export function toMeasureRecords(themes: readonly Theme[], edition: Edition, lang: Lang) {
  const texts = editionIn(edition, lang)
  return ofEdition(themes, edition).map(({ theme, measure }) => ({
    id: measure.id,
    name: measure.name,
    theme: theme.id,
    level: levelOf(measure, edition),
    why: measure.why,
    closes: measure.closes[edition.id],
    steps: stepsOf(measure, edition.id).map(({ id, text }) => ({ id, text })),
    done: measure.done,
    advice: measure.advice ?? [],
    needs: measure.needs ?? [],
    by: measure.by,
    days: Object.fromEntries(FIRM_SIZES.map((size) => [size, rangeOf(measure, size)])),
    outside: measure.outside ?? false,
    templates: measure.templates ?? [],
    registers: measure.registers ?? [],
    matures: maturesOf(measure, edition) ?? null,
    evidence: evidenceOf(measure, texts),
    duties: dutiesOf(measure, texts).map(({ criterion, duty }) => ({ criterion, ...duty })),
  }))
}

/** The same as a table, header first: one row per measure, lists within a cell on lines of their own. */
export function toMeasuresTable(themes: readonly Theme[], edition: Edition, lang: Lang): string[][] {
  const texts = editionIn(edition, lang)
  return [
    COLUMNS.map(({ [lang]: name }) => name),
    ...ofEdition(themes, edition).map(({ theme, measure }) => toRow(theme, measure)),
  ]

  function toRow(theme: Theme, measure: Measure): string[] {
    const name = (words: Words) => words[lang]
    return [
      edition.id,
      theme.name,
      measure.id,
      measure.name,
      `★${levelOf(measure, edition)}`,
      measure.closes[edition.id].join('\n'),
      measure.why,
      lines(stepsOf(measure, edition.id).map(({ text }) => text)),
      measure.done,
      lines(measure.advice),
      lines(measure.needs),
      name(BY_WORDS[measure.by]),
      ...FIRM_SIZES.flatMap((size) => measure.days[size].map(String)),
      measure.outside ? name(USUALLY) : '',
      lines(measure.templates?.map((id) => name(TEMPLATE_WORDS[id]))),
      lines(measure.registers?.map((id) => name(REGISTER_WORDS[id]))),
      maturesOf(measure, edition) ?? '',
      lines(evidenceOf(measure, texts)),
      lines(dutiesOf(measure, texts).map(({ criterion, duty }) => `${criterion} ${name(dutyWords(duty))}`)),
    ]
  }
}

const RANGE: Words[] = [
  { ja: '少なく', en: 'low' },
  { ja: 'ふつう', en: 'likely' },
  { ja: '多く', en: 'high' },
]
const USUALLY: Words = { ja: 'かかることが多い', en: 'Usually' }
const COLUMNS: Words[] = [
  { ja: '版', en: 'Edition' },
  { ja: '分野', en: 'Theme' },
  { ja: 'ID', en: 'ID' },
  { ja: '対策', en: 'Measure' },
  { ja: '★', en: '★' },
  { ja: '満たす評価基準', en: 'Criteria that it closes' },
  { ja: 'なぜ', en: 'Why' },
  { ja: 'すること', en: 'Steps' },
  { ja: 'できたといえる状態', en: 'Done when' },
  { ja: '助言（評価基準は求めていません）', en: 'Advice (no criterion asks for it)' },
  { ja: '先に要る対策', en: 'Needs' },
  { ja: '主にする人', en: 'Usually done by' },
  ...FIRM_SIZES.flatMap((size) =>
    RANGE.map(({ ja, en }) => ({
      ja: `人日 ${size}人 ${ja}（星取の見積り）`,
      en: `Person-days, ${size} people, ${en} (our estimate)`,
    })),
  ),
  { ja: '社外の費用', en: 'Cost outside' },
  { ja: 'ひな形', en: 'Templates' },
  { ja: '台帳', en: 'Registers' },
  { ja: '示せるまでの期間', en: 'Time until it can be shown' },
  { ja: '証跡の例', en: 'Usual evidence' },
  { ja: 'いつ', en: 'When' },
]

function ofEdition(themes: readonly Theme[], { id }: Edition): { theme: Theme; measure: Measure }[] {
  return themes
    .flatMap((theme) => theme.measures.map((measure) => ({ theme, measure })))
    .filter(({ measure }) => measure.closes[id].length > 0)
}

function rangeOf({ days }: Measure, size: FirmSize): { low: number; likely: number; high: number } {
  const [low, likely, high] = days[size]
  return { low, likely, high }
}

function lines(texts: readonly string[] = []): string {
  return texts.join('\n')
}
