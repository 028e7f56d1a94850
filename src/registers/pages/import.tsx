import type { Child, FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Notice, Refusals, Trail } from '../../ui/components.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import type { Preview } from '../actions.ts'
import type { MatchedHeader } from '../headers.ts'
import type { Register } from '../register.ts'
import { MOST_READ } from '../table-file.ts'
import { ImportOutcome } from './import-outcome.tsx'
import { nameOfRegister, toRegister } from './words.ts'

/** Where a file is brought for a register: what can be read, and that nothing is written yet. */
export const UploadPage: FC<{ view: View; register: Register; refusals: readonly Refusal[] }> = ({
  view,
  register,
  refusals,
}) => (
  <ImportFrame view={view} register={register}>
    <p class="lead">
      {view.t(
        'お使いの台帳や、資産管理ツールから書き出したファイルを選んでください。どの列が何かを確かめてから取り込みます。選んだだけでは、何も書きません。',
        'Choose the register that you use, or what your inventory tool exports. You see which column is what before anything is written.',
      )}
    </p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={toRegister(view, register, '/import')} enctype="multipart/form-data">
      <FileField
        view={view}
        name="file"
        label={view.t('取り込むファイル', 'File to import')}
        help={view.t(
          'Excel・CSV、osqueryのJSON、nmapのXMLを読めます。Intune・Jamf・LANSCOPE・SKYSEA・AssetView・Microsoft 365・Googleの列の名前は、多くを知っています。',
          'Excel, CSV, JSON of osquery and XML of nmap. Many headers of Intune, Jamf, LANSCOPE, SKYSEA, AssetView, Microsoft 365 and Google are known.',
        )}
        accept={['.xlsx', '.xlsm', '.csv', '.tsv', '.txt', '.json', '.xml']}
        megabytes={10}
        refusals={refusals}
      />
      <div class="actions">
        <button type="submit">{view.t('読んで確かめる', 'Read it')}</button>
      </div>
    </form>
  </ImportFrame>
)

/** What is understood of a file, what is asked about it, and what it would do. */
export const PreviewPage: FC<Preview & { view: View; picks: Readonly<Record<string, string>>; refusals: readonly Refusal[] }> = (
  props,
) => {
  const { view, register, draft, file, headers, plan, refusals } = props
  const open = headers.filter(({ target }) => target.to === 'open').length
  return (
    <ImportFrame view={view} register={register}>
      <p class="lead">
        {draft.fileName}: {view.t(`${file.rows}行`, `${file.rows} rows`)}
        {file.above > 0
          ? view.t(`(見出しより上の${file.above}行は読みません)`, ` (the ${file.above} rows above the headers are not read)`)
          : ''}
      </p>
      <Refusals view={view} refusals={refusals} />
      {file.cut ? (
        <Notice
          tone="warn"
          title={view.t(
            `${MOST_READ}行・100列より先は読んでいません`,
            `What is beyond ${MOST_READ} rows or 100 columns was not read`,
          )}
        >
          <p>
            {view.t('ファイルを分けて、順に取り込んでください。', 'Divide the file and import the parts one after the other.')}
          </p>
        </Notice>
      ) : null}
      {file.sheets.length > 1 ? <SheetChoice {...props} /> : null}
      <section>
        <h2>{view.t('どの列が何か', 'Which column is what')}</h2>
        {open > 0 ? (
          <p>
            <strong>
              {view.t(
                `${open}個の列が、何の列か分かりません。選んでください。`,
                `${open} columns are not known. Choose what they are.`,
              )}
            </strong>
          </p>
        ) : null}
        <details open={open > 0}>
          <summary>{view.t(`列 ${headers.length}`, `${headers.length} columns`)}</summary>
          <form method="post" action={toRegister(view, register, '/import/choices')}>
            <Table
              label={view.t('ファイルの列', 'Columns of the file')}
              columns={[
                { words: view.t('ファイルの列', 'Column of the file'), kind: 'head' },
                { words: view.t('中身の例', 'Examples') },
                { words: view.t('台帳の列', 'Column of the register') },
              ]}
              rows={headers.map((header) => ({
                cells: [
                  header.header || view.t(`(${header.place + 1}列目、名前なし)`, `(column ${header.place + 1}, no name)`),
                  header.examples.join(view.t('、', ', ')) || <span class="quiet">{view.t('空', 'blank')}</span>,
                  <HeaderChoice {...props} header={header} />,
                ],
              }))}
            />
            <p class="actions">
              <button type="submit" class={plan ? 'second' : undefined}>
                {view.t('この列で読む', 'Read it by these')}
              </button>
              {open > 0 ? (
                <button type="submit" class="second" name="rest" value="leave">
                  {view.t('選んでいない列は取り込まない', 'Leave out those not chosen')}
                </button>
              ) : null}
            </p>
          </form>
        </details>
      </section>
      {plan ? <ImportOutcome {...props} plan={plan} /> : null}
      <form class="actions" method="post" action={toRegister(view, register, '/import/removal')}>
        <button type="submit" class="second">
          {view.t('やめる(別のファイルを選ぶ)', 'Put it away (choose another file)')}
        </button>
      </form>
    </ImportFrame>
  )
}

const ImportFrame: FC<{ view: View; register: Register; children?: Child }> = ({ view, register, children }) => {
  const title = view.t('ファイルを取り込む', 'Import a file')
  return (
    <Page view={view} title={title} area="registers" wide>
      <Trail
        view={view}
        steps={[
          { href: view.to('/registers'), words: view.t('台帳', 'Registers') },
          { href: toRegister(view, register), words: nameOfRegister(view, register) },
        ]}
        here={title}
      />
      <h1>{title}</h1>
      {children}
    </Page>
  )
}

const SheetChoice: FC<Preview & { view: View }> = ({ view, register, file }) => (
  <form class="filters" method="post" action={toRegister(view, register, '/import/choices')}>
    <label>
      <span>{view.t('シート', 'Sheet')}</span>
      <select name="sheet">
        {file.sheets.map((name) => (
          <option value={name} selected={name === file.sheet}>
            {name}
          </option>
        ))}
      </select>
    </label>
    <button type="submit" class="second">
      {view.t('このシートを読む', 'Read this sheet')}
    </button>
  </form>
)

const HeaderChoice: FC<Preview & { view: View; header: MatchedHeader }> = ({ view, columns, header }) => {
  const { target, because, place } = header
  if (target.to === 'mark') return <>{view.t('星取の行の印', 'The mark of a row')}</>
  return (
    <>
      <select
        name={`column ${place}`}
        aria-label={view.t(`${header.header}は何の列か`, `What ${header.header} is`)}
        aria-invalid={target.to === 'open' ? 'true' : undefined}
      >
        {target.to === 'open' ? <option value="">{view.t('選んでください', 'Choose')}</option> : null}
        {columns.map((column) => (
          <option value={column.id} selected={target.to === 'column' && target.col === column.id}>
            {view.say(column.words)}
          </option>
        ))}
        <option value="new" selected={target.to === 'new'}>
          {view.t('＋ 自社の列として加える', '+ Add as a column of our own')}
        </option>
        <option value="leave" selected={target.to === 'leave'}>
          {view.t('取り込まない', 'Leave it out')}
        </option>
      </select>
      <small>{view.say(BECAUSE_WORDS[because])}</small>
    </>
  )
}

const BECAUSE_WORDS = {
  person: { ja: '選んだもの', en: 'chosen' },
  remembered: { ja: '前に選んだもの', en: 'as chosen before' },
  name: { ja: '列の名前から', en: 'by its name' },
  export: { ja: 'よくある書き出しの列', en: 'usual in exports' },
  blank: { ja: '中身が空', en: 'blank' },
  none: { ja: '', en: '' },
  twice: { ja: '同じ列になるものが2つあります', en: 'two would become the same column' },
}
