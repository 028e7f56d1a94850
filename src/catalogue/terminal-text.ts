import { type Lang, speakerOf } from '../kernel/refusal.ts'
import type { EditionChanges } from './changes.ts'
import { type Edition, type EditionTexts, editionIn } from './edition.ts'
import { CHANGE_KINDS, countChanges, fromOf, noteOf, toOf } from './trace.ts'
import { CHANGE_WORDS, dutyWords, KIND_WORDS } from './words.ts'

/** An edition as lines for a terminal: categories, requirements, and one line per criterion. */
export function toEditionText(whole: Edition, lang: Lang = 'ja'): string {
  const edition = editionIn(whole, lang)
  const { counts } = edition
  const t = speakerOf(lang)
  return [
    `${edition.title}`,
    t(
      `要求事項 ${counts.requirements}件 (★3 ${counts.star3Requirements}件)、評価基準 ${counts.star3 + counts.star4}件 (★3 ${counts.star3}件、★4で加わる ${counts.star4}件)`,
      `${counts.requirements} requirements (${counts.star3Requirements} of ★3), ${counts.star3 + counts.star4} criteria (${counts.star3} of ★3, ${counts.star4} added by ★4)`,
    ),
    t('文は星取が書いた非公式のものです。', 'The wording is Hoshitori’s and unofficial.'),
    ...edition.categories.flatMap((category) => [
      '',
      `■ ${category.id} ${category.name}`,
      ...edition.requirements.filter(({ id }) => id.startsWith(`${category.id}-`)).flatMap((one) => requirementLines(one, lang)),
    ]),
  ].join('\n')
}

/** The map between two editions as lines for a terminal: counts, one line per criterion with its note, one per changed requirement. */
export function toChangesText(from: Edition, to: Edition, changes: EditionChanges, lang: Lang = 'ja'): string {
  const t = speakerOf(lang)
  const [older, newer] = [editionIn(from, lang), editionIn(to, lang)]
  const counts = countChanges(changes.criteria)
  const names = new Map([...older.requirements, ...newer.requirements].map(({ id, name }) => [id, name]))
  return [
    `${older.title}  →  ${newer.title}`,
    CHANGE_KINDS.map((kind) => t(`${CHANGE_WORDS[kind].ja} ${counts[kind]}件`, `${CHANGE_WORDS[kind].en} ${counts[kind]}`)).join(
      t('、', ', '),
    ),
    '',
    ...changes.criteria.map((change) => {
      const numbers = `${(fromOf(change).join(' + ') || '－').padEnd(21)}→ ${(toOf(change) ?? '－').padEnd(10)}`
      const requirement = names.get((toOf(change) ?? fromOf(change)[0] ?? '').split('-').slice(0, 3).join('-')) ?? ''
      return `${numbers}${padWide(CHANGE_WORDS[change.change][lang], 12)}${noteOf(change)?.[lang] ?? requirement}`
    }),
    '',
    t('要求事項の文の変更', 'Changed sentences of requirements'),
    ...changes.requirements.map(({ requirement, note }) => `${requirement.padEnd(8)}${note}`),
  ].join('\n')
}

function requirementLines({ id, name, criteria }: EditionTexts['requirements'][number], lang: Lang): string[] {
  return [
    `  ${id} ${name}`,
    ...criteria.map((criterion) => {
      const duties = (criterion.duties ?? []).map((duty) => dutyWords(duty)[lang])
      const when = duties.length > 0 ? ` [${duties.join(lang === 'ja' ? '、' : ', ')}]` : ''
      return `    ${criterion.id.padEnd(9)} ★${criterion.level} ${padWide(KIND_WORDS[criterion.kind][lang], 13)} ${criterion.question}${when}`
    }),
  ]
}

/** Pads to a width in half-width columns; everything beyond ASCII takes two. */
function padWide(text: string, width: number): string {
  const taken = [...text].reduce((sum, char) => sum + (char > '~' ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(1, width - taken))
}
