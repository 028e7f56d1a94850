import { speakerOf } from '../kernel/refusal.ts'
import type { Filled, FilledClause } from './fill.ts'
import { ADVICE, headingOf, noteOf, placesHeading, placesOf } from './words.ts'

/** The text as Markdown; a blank stands in brackets with its example. */
export function toMarkdown(filled: Filled): string {
  const { lang } = filled
  const t = speakerOf(lang)
  const item = (clause: FilledClause) => `${clause.advice ? ADVICE[lang] : ''}${clause.spans.map(toText).join('')}`
  const lines = filled.sections.flatMap((section) => [
    `## ${escaped(headingOf(filled, section))}`,
    '',
    ...section.clauses.map((clause, at) => `${at + 1}. ${item(clause)}`),
    ...(section.clauses.length > 0 ? [''] : []),
    ...section.checks.map((check) => `- [ ] ${item(check)}`),
    ...(section.checks.length > 0 ? [''] : []),
    ...(section.table ? [...toRows(section.table), ''] : []),
  ])
  const served = placesOf(filled).map(({ criterion, places }) => `| ${criterion} | ${places.map(escaped).join(t('、', ', '))} |`)
  return [
    `# ${escaped(filled.name)}`,
    '',
    ...lines,
    '---',
    '',
    ...(served.length > 0
      ? [
          `### ${placesHeading(lang)} (${filled.edition})`,
          '',
          `| ${t('評価基準', 'Criterion')} | ${t('条項', 'Where')} |`,
          '|---|---|',
          ...served,
          '',
        ]
      : []),
    escaped(noteOf(filled)),
    '',
  ].join('\n')
}

function toText({ text, blank }: { text: string; blank: boolean }): string {
  return blank ? `＿＿(${escaped(text)})＿＿` : escaped(text)
}

function toRows({ columns, rows }: { columns: string[]; rows: number }): string[] {
  const empty = `|${columns.map(() => '  ').join('|')}|`
  return [
    `| ${columns.map(escaped).join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...Array.from({ length: rows }, () => empty),
  ]
}

/** What Markdown would read as its own is shown as it stands. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, '\\$&')
}
