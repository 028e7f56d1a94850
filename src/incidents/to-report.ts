import { DEFAULT_EDITION } from '../catalogue/index.ts'
import { toWordsInJapan } from '../kernel/instant.ts'
import { type Lang, type Speak, speakerOf } from '../kernel/refusal.ts'
import type { Filled, FilledSection } from '../templates/index.ts'
import { type Entry, type Incident, KIND_WORDS, levelOf, STAGES, stageOf, standing, titleOf } from './incident.ts'
import { levelWords } from './settings.ts'

/**
 * The report of an incident in the form that 6-1-1-5 asks for: when, who found it, what, what it concerns, level, what was done stage by
 * stage, whom it was told, what was shared. As far as it is known by then; what is still to be written has blank rows.
 */
export function toReport(incident: Incident, organisation: string, lang: Lang): Filled {
  const t = speakerOf(lang)
  const entries = standing(incident)
  const of = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind)
  const level = levelOf(incident)
  const words = [t('日時', 'When'), t('人', 'Who'), t('内容', 'What'), t('かかわるもの', 'Concerns')]
  const told = [t('日時', 'When'), t('知らせた人', 'By whom'), t('相手', 'To whom'), t('内容と返事', 'What was said')]
  const row = ({ happenedAt, doneBy, body, concerns }: Entry) => [toWordsInJapan(happenedAt, lang), doneBy, body, concerns]
  const toldRow = ({ happenedAt, doneBy, body, concerns }: Entry) => [toWordsInJapan(happenedAt, lang), doneBy, concerns, body]
  const table = (id: string, title: string, columns: string[], cells: string[][]) =>
    section({ id, title, table: { columns, cells, rows: cells.length === 0 ? 2 : 0 } })
  const corrections = entries.filter(({ corrects }) => corrects !== null)
  return {
    ...{ id: 'incident-report', kind: 'form', about: '', approver: 'security-department', audience: [] },
    name: `${incident.drill ? t('【訓練】', '[Drill] ') : ''}${t('インシデント報告書', 'Incident report')}`,
    ...{ lang, edition: DEFAULT_EDITION, own: true, blanks: 0 },
    sections: [
      section({
        id: 'head',
        title: t('概要', 'In short'),
        lines: [
          ...(incident.drill
            ? [t('これは訓練の記録です。実際のインシデントではありません。', 'This is a drill, not an incident.')]
            : []),
          `${t('会社', 'Company')}: ${organisation}`,
          `${t('件名', 'Title')}: ${titleOf(incident)}`,
          `${t('報告を受けた日時', 'Reported')}: ${toWordsInJapan(incident.reportedAt, lang)}`,
          `${t('レベル', 'Level')}: ${level ? levelWords(level)[lang] : t('まだ決めていない', 'not decided yet')}`,
          `${t('いまの段階', 'Stage')}: ${KIND_WORDS[stageOf(incident)][lang]}`,
        ],
      }),
      ...STAGES.map((stage) => table(stage, KIND_WORDS[stage][lang], words, of(stage).map(row))),
      table('contacts', t('連絡の記録', 'Contacts'), told, of('contact').map(toldRow)),
      table('lessons', t('事例と対応策の共有', 'Case and countermeasures shared'), told, of('lesson').map(toldRow)),
      ...(corrections.length > 0 ? [section(correctionsOf(corrections, t, lang))] : []),
    ],
  }
}

function correctionsOf(corrections: readonly Entry[], t: Speak, lang: Lang) {
  const lines = corrections.map(
    ({ kind, writtenAt, correction }) => `${toWordsInJapan(writtenAt, lang)} ${KIND_WORDS[kind][lang]}: ${correction}`,
  )
  return { id: 'corrections', title: t('訂正', 'Corrections'), lines }
}

type Part = { id: string; title: string; lines?: readonly string[]; table?: FilledSection['table'] }

function section({ id, title, lines = [], table }: Part): FilledSection {
  const clauses = lines.map((text, at) => ({
    ...{ id: `${id}-${at}`, spans: [{ text, blank: false }], criteria: [], advice: false },
  }))
  return { id, title, clauses, checks: [], table }
}
