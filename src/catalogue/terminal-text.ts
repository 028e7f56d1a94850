import type { EditionChanges } from './changes.ts'
import type { Edition } from './edition.ts'
import { CHANGE_KINDS, countChanges, fromOf, noteOf, toOf } from './trace.ts'
import { CHANGE_WORDS, dutyWords, KIND_WORDS } from './words.ts'

/** An edition as lines for a terminal: categories, requirements, and one line per criterion. */
export function toEditionText(edition: Edition): string {
  const { counts } = edition
  return [
    `${edition.title}`,
    `要求事項 ${counts.requirements}件 (★3 ${counts.star3Requirements}件)、評価基準 ${counts.star3 + counts.star4}件 (★3 ${counts.star3}件、★4で加わる ${counts.star4}件)`,
    '文は星取が書いた非公式のものです。',
    ...edition.categories.flatMap((category) => [
      '',
      `■ ${category.id} ${category.name}`,
      ...edition.requirements.filter(({ id }) => id.startsWith(`${category.id}-`)).flatMap(requirementLines),
    ]),
  ].join('\n')
}

/** The map between two editions as lines for a terminal: counts, one line per criterion with its note, one per changed requirement. */
export function toChangesText(older: Edition, newer: Edition, changes: EditionChanges): string {
  const counts = countChanges(changes.criteria)
  const names = new Map([...older.requirements, ...newer.requirements].map(({ id, name }) => [id, name]))
  return [
    `${older.title}  →  ${newer.title}`,
    CHANGE_KINDS.map((kind) => `${CHANGE_WORDS[kind].ja} ${counts[kind]}件`).join('、'),
    '',
    ...changes.criteria.map((change) => {
      const numbers = `${(fromOf(change).join(' + ') || '－').padEnd(21)}→ ${(toOf(change) ?? '－').padEnd(10)}`
      const requirement = names.get((toOf(change) ?? fromOf(change)[0] ?? '').split('-').slice(0, 3).join('-')) ?? ''
      return `${numbers}${padWide(CHANGE_WORDS[change.change].ja, 12)}${noteOf(change)?.ja ?? requirement}`
    }),
    '',
    '要求事項の文の変更',
    ...changes.requirements.map(({ requirement, note }) => `${requirement.padEnd(8)}${note}`),
  ].join('\n')
}

function requirementLines({ id, name, criteria }: Edition['requirements'][number]): string[] {
  return [
    `  ${id} ${name}`,
    ...criteria.map((criterion) => {
      const duties = (criterion.duties ?? []).map((duty) => dutyWords(duty).ja)
      const when = duties.length > 0 ? ` [${duties.join('、')}]` : ''
      return `    ${criterion.id.padEnd(9)} ★${criterion.level} ${padWide(KIND_WORDS[criterion.kind].ja, 13)} ${criterion.question}${when}`
    }),
  ]
}

/** Pads to a width in half-width columns; everything beyond ASCII takes two. */
function padWide(text: string, width: number): string {
  const taken = [...text].reduce((sum, char) => sum + (char > '~' ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(1, width - taken))
}
