import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, Refusals, Trail } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import type { Opened } from '../actions.ts'
import { type Filter, isFiltered, SHOWN, toQuery } from '../filter.ts'
import { criteriaOf } from '../register.ts'
import type { Row } from '../row.ts'
import { Criteria } from './criteria.tsx'
import { Grid } from './grid.tsx'
import { nameOfRegister, toRegister } from './words.ts'

type ListProps = Opened & {
  view: View
  filter: Filter
  rows: readonly Row[]
  next: Filter['after']
  done: keyof typeof DONE_WORDS | undefined
  refusals: readonly Refusal[]
}

/** What was just done to a register, told above its rows. */
export const DONE_WORDS = {
  added: { ja: '行を加えました。', en: 'The row was added.' },
  gone: { ja: '「なくなった」にしました。', en: 'It is marked as gone.' },
  imported: { ja: '取り込みました。', en: 'Imported.' },
  taken: { ja: '棚卸を終えました。', en: 'Stock is taken.' },
}

/** A page of a register: a table that a script makes a grid; each row has a form of its own. */
export const RegisterPage: FC<ListProps> = (props) => {
  const { view, register, kept, columns, filter, rows, next, done, refusals } = props
  const name = nameOfRegister(view, register)
  const writes = view.may('register.write')
  const nothing = rows.length === 0 && !isFiltered(filter)
  return (
    <Page view={view} title={name} area="registers" wide>
      <Trail view={view} steps={[{ href: view.to('/registers'), words: view.t('台帳', 'Registers') }]} here={name} />
      <h1>{name}</h1>
      {done ? <SavedNote>{view.say(DONE_WORDS[done])}</SavedNote> : null}
      <Refusals view={view} refusals={refusals} />
      <p class="register-facts">
        {view.t(`${kept.here}行`, `${kept.here} rows`)}
        {kept.gapped > 0 ? (
          <>
            {view.t('、うち', ', ')}
            <a href={toRegister(view, register, '?shown=gaps')}>
              {view.t(`空欄のある行 ${kept.gapped}`, `${kept.gapped} with gaps`)}
            </a>
          </>
        ) : null}
        {kept.vanished > 0 ? (
          <>
            {view.t('、', ', ')}
            <a href={toRegister(view, register, '?shown=vanished')}>
              {view.t(`ファイルになくなった行 ${kept.vanished}`, `${kept.vanished} no longer in a file`)}
            </a>
          </>
        ) : null}
        {kept.gone > 0 ? (
          <>
            {view.t('、ほかに', ', and ')}
            <a href={toRegister(view, register, '?shown=gone')}>{view.t(`なくなったもの ${kept.gone}`, `${kept.gone} gone`)}</a>
          </>
        ) : null}
        {' ・ '}
        {view.t('求めている評価基準: ', 'Asked for by ')}
        <Criteria view={view} numbers={criteriaOf(register)} />
      </p>
      {nothing ? (
        <Nothing {...props} />
      ) : (
        <>
          {writes ? <Acts {...props} /> : null}
          <Filters {...props} />
        </>
      )}
      {rows.length === 0 && !nothing ? (
        <Empty icon="magnifying-glass" title={view.t('この条件に当てはまる行はありません。', 'No row matches.')}>
          <p>
            <a href={toRegister(view, register)}>{view.t('条件を外す', 'Clear the filter')}</a>
          </p>
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <Grid view={view} register={register} columns={columns} rows={rows} writes={writes} filter={filter} />
      ) : null}
      {next || filter.after ? (
        <nav class="actions" aria-label={view.t('ページ', 'Pages')}>
          {filter.after ? (
            <a href={toRegister(view, register, toQuery(filter, columns))}>{view.t('はじめのページ', 'First page')}</a>
          ) : null}
          {next ? (
            <a class="button second" rel="next" href={toRegister(view, register, toQuery(filter, columns, { after: next }))}>
              {view.t('次のページ', 'Next page')}
            </a>
          ) : null}
        </nav>
      ) : null}
      {kept.here + kept.gone > 0 && view.may('register.export') ? <Exports {...props} /> : null}
    </Page>
  )
}

const Acts: FC<ListProps> = ({ view, register }) => (
  <p class="actions">
    <a class="button" href={toRegister(view, register, '/new')}>
      {view.t('行を加える', 'Add a row')}
    </a>
    <a class="button second" href={toRegister(view, register, '/import')}>
      {view.t('ファイルを取り込む', 'Import a file')}
    </a>
    <a class="button second" href={toRegister(view, register, '/stocktake')}>
      {view.t('棚卸をする', 'Take stock')}
    </a>
    <a class="button second" href={toRegister(view, register, '/columns')}>
      {view.t('列', 'Columns')}
    </a>
    {register.id === 'networks' ? (
      <a class="button second" href={view.to('/network-diagram')}>
        {view.t('ネットワーク図', 'Network diagram')}
      </a>
    ) : null}
  </p>
)

const Nothing: FC<ListProps> = ({ view, register }) => (
  <Empty
    icon="table-cells"
    title={view.t('まだ1行もありません。', 'There is no row yet.')}
    act={
      view.may('register.write')
        ? { href: toRegister(view, register, '/import'), words: view.t('ファイルから取り込む', 'Import a file') }
        : undefined
    }
  >
    <p>
      {view.t(
        'いまお使いの台帳(Excel・CSV)や、資産管理ツールから書き出したファイルを、そのまま取り込めます。',
        'The workbook or CSV that you use now, or what your inventory tool exports, can be taken in as it is.',
      )}
    </p>
    {view.may('register.write') ? (
      <p>
        <a href={toRegister(view, register, '/new')}>{view.t('1行ずつ書く', 'Write it row by row')}</a>
      </p>
    ) : null}
  </Empty>
)

const Filters: FC<ListProps> = ({ view, register, columns, filter }) => {
  const choice = columns.find(({ kind }) => kind === 'choice')
  return (
    <search>
      <form class="filters" method="get" action={toRegister(view, register)}>
        <label>
          <span>{view.t('ことば', 'Words')}</span>
          <input type="search" name="q" value={filter.words} maxlength={100} />
        </label>
        {choice ? (
          <label>
            <span>{view.say(choice.words)}</span>
            <select name="is">
              <option value="">{view.t('すべて', 'All')}</option>
              {choice.options?.map((option) => (
                <option
                  value={`${choice.id}.${option.id}`}
                  selected={filter.is?.col === choice.id && filter.is.option === option.id}
                >
                  {view.say(option)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label>
          <span>{view.t('表示', 'Show')}</span>
          <select name="shown">
            {SHOWN.map((shown) => (
              <option value={shown} selected={filter.shown === shown}>
                {view.say(SHOWN_WORDS[shown])}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{view.t('並び', 'Order')}</span>
          <select name="order">
            {columns
              .filter(({ order }) => order)
              .map(({ id, words }) => (
                <option value={id} selected={filter.order === id}>
                  {view.say(words)}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" class="second">
          {view.t('絞り込む', 'Filter')}
        </button>
      </form>
    </search>
  )
}

const SHOWN_WORDS = {
  '': { ja: 'あるもの', en: 'What is here' },
  gaps: { ja: '空欄のある行', en: 'Rows with gaps' },
  vanished: { ja: 'ファイルになくなった行', en: 'No longer in a file' },
  gone: { ja: 'なくなったもの', en: 'What is gone' },
}

const Exports: FC<ListProps> = ({ view, register }) => (
  <form class="actions no-print" method="post" action={toRegister(view, register, '/exports')}>
    <span class="quiet">{view.t('台帳の全体を書き出す:', 'Export the whole register:')}</span>
    {(['xlsx', 'csv'] as const).map((form) => (
      <button type="submit" class="second small" name="form" value={form}>
        {form === 'xlsx' ? 'Excel' : 'CSV'}
      </button>
    ))}
  </form>
)
