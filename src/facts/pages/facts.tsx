import type { FC } from 'hono/jsx'
import type { Day } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { MARK, STANDING_WORDS } from '../../standing/status.ts'
import { Refusals, Trail } from '../../ui/components.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { readFacts } from '../actions.ts'
import { type AddedFile, HANDLED, HANDLED_WORDS, type KeptFinding } from '../kept.ts'

type Facts = Awaited<ReturnType<typeof readFacts>>

/** 技術的事実: what files of tools said, what they suggest, and the updates that are due within 14 days. */
export const FactsPage: FC<Facts & { view: View; mayWrite: boolean; refusals: readonly Refusal[] }> = (props) => {
  const { view, files, counts, mayWrite, refusals } = props
  const title = view.t('検査の結果と14日以内の更新', 'Results of scans, and updates within 14 days')
  return (
    <Page view={view} title={title} area="registers" wide>
      <Trail view={view} steps={[{ href: view.to('/registers'), words: view.t('台帳', 'Registers') }]} here={title} />
      <h1>{title}</h1>
      <p class="lead">
        {view.t(
          '脆弱性検査などの結果のファイルを読み、評価基準にかかわるものを機器ごとに並べます。回答は変えません。',
          'Reads files of scanners and the like, and lists by device what bears on criteria. It changes no answer.',
        )}
      </p>
      <Refusals view={view} refusals={refusals} />
      {mayWrite ? <UploadForm view={view} refusals={refusals} /> : null}
      {files.map((file) => (
        <AddedSection view={view} file={file} />
      ))}
      {counts.open === 0 ? (
        <p class="lead">{view.t('未対応のものはありません。', 'There is nothing to handle.')}</p>
      ) : (
        <h2>
          {view.t(
            `未対応 ${counts.open}件(期日を過ぎたもの ${counts.late}件)`,
            `${counts.open} to handle, ${counts.late} past their day`,
          )}
        </h2>
      )}
      {props.findings.length > 0 ? <FindingTable {...props} /> : null}
      <p>
        <a href={view.to('/facts')}>{view.t('未対応のもの', 'What is to be handled')}</a>{' '}
        <a href={view.to('/facts?shown=handled')}>{view.t('対応したもの', 'What was handled')}</a>
      </p>
    </Page>
  )
}

const UploadForm: FC<{ view: View; refusals: readonly Refusal[] }> = ({ view, refusals }) => (
  <form method="post" action={view.to('/facts')} enctype="multipart/form-data">
    <FileField
      view={view}
      name="file"
      label={view.t('検査の結果のファイル', 'File of results')}
      help={view.t(
        'Nessus・OpenVAS・Nmap・Trivy・Grype・SARIF・CycloneDX・SPDX・testssl.sh・Lynis・osquery・systeminfo・Get-HotFix などを、中身で見分けて読みます。',
        'Nessus, OpenVAS, Nmap, Trivy, Grype, SARIF, CycloneDX, SPDX, testssl.sh, Lynis, osquery, systeminfo, Get-HotFix and others are known by their content.',
      )}
      accept={['.nessus', '.xml', '.csv', '.json', '.sarif', '.spdx', '.txt', '.log', '.dat']}
      megabytes={10}
      refusals={refusals}
    />
    <div class="actions">
      <button type="submit">{view.t('取り込む', 'Take in')}</button>
    </div>
  </form>
)

/** A file that was added: what it suggests and why, and what was not understood of it. */
const AddedSection: FC<{ view: View; file: AddedFile }> = ({ view, file }) => (
  <details>
    <summary>
      {file.name} ({file.format}):{' '}
      {view.t(`機器 ${file.devices}台・見つかったもの ${file.findings}件`, `${file.devices} devices, ${file.findings} findings`)}
      {file.notUnderstood.length > 0
        ? view.t(
            `・読み取れなかったところ ${file.notUnderstood.length}か所`,
            `, ${file.notUnderstood.length} places not understood`,
          )
        : ''}
    </summary>
    <p class="quiet">SHA-256: {file.sha256}</p>
    <ul>
      {file.suggestions.map(({ id, suggests, because }) => (
        <li>
          {id}{' '}
          {suggests ? `${MARK[suggests]} ${view.say(STANDING_WORDS[suggests])}` : view.t('人が確かめる', 'For a person to check')}
          : {view.say(because)}
        </li>
      ))}
      {file.notUnderstood.map(({ at, seen, words }) => (
        <li>
          {[at, seen].filter(Boolean).join(' ')} {view.say(words)}
        </li>
      ))}
    </ul>
  </details>
)

const FindingTable: FC<Facts & { view: View; mayWrite: boolean }> = ({ view, findings, today, mayWrite }) => (
  <Table
    label={view.t('見つかったもの', 'Findings')}
    columns={[
      { words: view.t('機器', 'Device'), kind: 'head' },
      { words: view.t('内容', 'What') },
      { words: view.t('期日', 'Due') },
      { words: view.t('公開・検出', 'Released, seen') },
      { words: view.t('評価基準', 'Criteria') },
      { words: view.t('対応', 'Handling') },
    ]}
    rows={findings.map((one) => ({
      cells: [
        [one.device, one.port].filter(Boolean).join(' '),
        <>
          {one.title}
          <small class="quiet"> {`${one.file} ${one.place} ${one.sha256.slice(0, 8)}`}</small>
        </>,
        dueOf(view, one, today),
        [one.released, one.detected].map((day) => (day ? sayDay(view, day) : '－')).join(' / '),
        one.criteria.join(' '),
        mayWrite ? <HandlingForm view={view} finding={one} /> : one.handled ? view.say(HANDLED_WORDS[one.handled]) : '',
      ],
    }))}
  />
)

function dueOf(view: View, { due, dueFrom, handled }: KeptFinding, today: Day): string {
  if (due === null) return view.t('公開日が不明', 'Release not known')
  const from = dueFrom === 'publication' ? view.t('(脆弱性の公開から)', ' (from its publication)') : ''
  const late = !handled && today > due ? view.t(' 期日を過ぎています', ' past its day') : ''
  return `${sayDay(view, due)}${from}${late}`
}

const HandlingForm: FC<{ view: View; finding: KeptFinding }> = ({ view, finding }) => (
  <form method="post" action={view.to(`/facts/${finding.id}`)}>
    <input type="hidden" name="revision" value={String(finding.revision)} />
    <select name="handled" aria-label={view.t(`${finding.title} の対応`, `Handling of ${finding.title}`)}>
      <option value="">{view.t('未対応', 'Not handled')}</option>
      {HANDLED.map((how) => (
        <option value={how} selected={finding.handled === how}>
          {view.say(HANDLED_WORDS[how])}
        </option>
      ))}
    </select>
    <input
      type="date"
      name="on"
      value={finding.handledOn ?? ''}
      aria-label={view.t(`${finding.title} に対応した日`, `Day of handling ${finding.title}`)}
    />
    <button type="submit" class="second">
      {view.t('保存', 'Save')}
    </button>
  </form>
)
