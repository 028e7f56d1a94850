import type { FC } from 'hono/jsx'
import type { LinkedControl, StatementLine, StatementProblem } from '../../crosswalk/index.ts'
import type { Words } from '../../kernel/refusal.ts'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { StatementFile } from '../read-statement.ts'

type ReadingProps = { view: View; reading: StatementFile; controls: readonly LinkedControl[] }

/** What was read of a file: how many controls, what was not understood and what to do about it, every line, and what is not in it. */
export const Reading: FC<ReadingProps> = ({ view, reading, controls }) => {
  const { lines, missing, problems, more, columns, sheets } = reading
  const attention = problems.filter(({ severity }) => severity === 'attention')
  const ignored = problems.filter(({ severity }) => severity === 'ignored')
  const count = (fits: (line: StatementLine) => boolean) => lines.filter(fits).length
  return (
    <section class="card statement-reading">
      <h2>{view.t('読み取ったこと', 'What was read')}</h2>
      <dl class="facts">
        <dt>{view.t('シート', 'Sheets')}</dt>
        <dd class="wording">{sheets.join(view.t('、', ', '))}</dd>
        <dt>{view.t('管理策', 'Controls')}</dt>
        <dd>
          {view.t(
            `${lines.length}件(適用 ${count(applicable)}件、うち実施 ${count(inPlace)}件)`,
            `${lines.length} (${count(applicable)} applicable, ${count(inPlace)} of them implemented)`,
          )}
        </dd>
        <dt>{view.t('列', 'Columns')}</dt>
        <dd class="wording">
          {columns.length === 0
            ? view.t('見出しの分かる列はありません', 'None with a known header')
            : columns
                .map(({ name, header, role }) => `${name} ${header} → ${view.say(ROLE_WORDS[role])}`)
                .join(view.t('、', ', '))}
        </dd>
      </dl>
      {attention.length > 0 ? (
        <details open>
          <summary>{view.t(`確かめるところ ${attention.length}件`, `Please look at (${attention.length})`)}</summary>
          <Cells view={view} problems={attention} />
          {more > 0 ? <p class="quiet">{view.t(`ほかに${more}件あります。`, `${more} more.`)}</p> : null}
        </details>
      ) : null}
      {ignored.length > 0 ? (
        <details>
          <summary>
            {view.t(`取り込まなかったところなど ${ignored.length}件`, `Left aside, and the like (${ignored.length})`)}
          </summary>
          <Cells view={view} problems={ignored} />
        </details>
      ) : null}
      {missing.length > 0 ? (
        <details>
          <summary>
            {view.t(`書かれていない管理策 ${missing.length}件`, `Controls that it does not name (${missing.length})`)}
          </summary>
          <p>{missing.join(view.t('、', ', '))}</p>
        </details>
      ) : null}
      <details>
        <summary>{view.t('読み取った行をすべて見る', 'Every line as read')}</summary>
        <Lines view={view} lines={lines} controls={controls} />
      </details>
    </section>
  )
}

const applicable = (line: StatementLine) => line.applicable === 'yes'
const inPlace = (line: StatementLine) => applicable(line) && line.implemented === 'yes'

const Cells: FC<{ view: View; problems: readonly StatementProblem[] }> = ({ view, problems }) => (
  <Table
    label={view.t('セルごとの読み方', 'Cell by cell')}
    columns={[
      { words: view.t('セル', 'Cell'), kind: 'head' },
      { words: view.t('書かれていたこと', 'What stands there') },
      { words: view.t('どうしたか・どうすればよいか', 'What was done, what to do') },
    ]}
    rows={alike(problems).map(({ cells, seen, words }) => ({
      cells: [
        cells.slice(0, CELLS_SHOWN).join(view.t('、', ', ')) +
          (cells.length > CELLS_SHOWN
            ? view.t(` ほか${cells.length - CELLS_SHOWN}件`, ` and ${cells.length - CELLS_SHOWN} more`)
            : ''),
        <span class="wording">{seen}</span>,
        view.say(words),
      ],
    }))}
  />
)

const CELLS_SHOWN = 8

/** What is the same of several cells is said once. */
function alike(problems: readonly StatementProblem[]): { cells: string[]; seen: string; words: Words }[] {
  const groups = new Map<string, { cells: string[]; seen: string; words: Words }>()
  for (const { cell, seen, words } of problems) {
    const key = `${seen}\n${words.ja}`
    const group = groups.get(key) ?? { cells: [], seen, words }
    group.cells.push(cell || '－')
    groups.set(key, group)
  }
  return [...groups.values()]
}

const Lines: FC<{ view: View; lines: readonly StatementLine[]; controls: readonly LinkedControl[] }> = ({
  view,
  lines,
  controls,
}) => {
  const titles = new Map(controls.map(({ id, title }) => [id, title]))
  return (
    <Table
      label={view.t('読み取った行', 'Lines as read')}
      columns={[
        { words: view.t('管理策', 'Control'), kind: 'head' },
        { words: view.t('セル', 'Cell') },
        { words: view.t('適用', 'Applicable') },
        { words: view.t('実施', 'Implemented') },
        { words: view.t('理由', 'Reason') },
      ]}
      rows={lines.map((line) => ({
        cells: [
          `${line.control} ${titles.get(line.control) ?? ''}`,
          line.cell,
          view.say(SAID[line.applicable]),
          view.say(SAID[line.implemented]),
          <span class="wording">{line.reason}</span>,
        ],
      }))}
    />
  )
}

const SAID: Record<'yes' | 'no' | 'partly' | 'unknown', Words> = {
  yes: { ja: 'はい', en: 'Yes' },
  no: { ja: 'いいえ', en: 'No' },
  partly: { ja: '一部', en: 'Partly' },
  unknown: { ja: '不明', en: 'Unknown' },
}

const ROLE_WORDS: Record<StatementFile['columns'][number]['role'], Words> = {
  applicable: { ja: '適用', en: 'applicable' },
  excluded: { ja: '適用除外', en: 'excluded' },
  implemented: { ja: '実施', en: 'implemented' },
  reason: { ja: '理由', en: 'reason' },
}
