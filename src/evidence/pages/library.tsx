import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, OwnRefusals, Refusals } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { readLibrary } from '../actions.ts'
import { type Filter, SHOWN, SORTS, toQuery } from '../filter.ts'
import type { MANY } from '../forms.ts'
import { CONFIDENTIALITIES, CONFIDENTIALITY_WORDS, KIND_WORDS, KINDS } from '../piece.ts'
import { mayWithEvidence } from '../sight.ts'
import { sayContent, sayPeriod } from './words.tsx'

type Found = Awaited<ReturnType<typeof readLibrary>>
type LibraryProps = Found & {
  view: View
  filter: Filter
  many: Typed<typeof MANY>
  /** How many were just added or changed at once. */
  done: { added?: number; changed?: number }
  refusals: readonly Refusal[]
}

/** Every piece of evidence that somebody may see. */
export const LibraryPage: FC<LibraryProps> = (props) => {
  const { view, filter, pieces, next, done, refusals } = props
  const writes = view.viewer !== undefined && mayWithEvidence(view.viewer, 'evidence.write')
  const filtered =
    filter.words !== '' || filter.criterion !== '' || filter.kind !== '' || filter.shown !== '' || filter.after !== undefined
  return (
    <Page view={view} title={view.t('証跡', 'Evidence')} area="evidence" wide>
      <h1>{view.t('証跡', 'Evidence')}</h1>
      {done.added ? <SavedNote>{view.t(`${done.added}件の証跡を加えました。`, `Added ${done.added}.`)}</SavedNote> : null}
      {done.changed ? (
        <SavedNote>{view.t(`${done.changed}件の証跡を書き直しました。`, `Changed ${done.changed}.`)}</SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals} />
      {writes && (pieces.length > 0 || filtered) ? (
        <p class="actions">
          <a class="button" href={view.to('/evidence/new')}>
            {view.t('証跡を加える', 'Add evidence')}
          </a>
        </p>
      ) : null}
      {pieces.length === 0 && !filtered ? <Nothing view={view} writes={writes} /> : <Filters view={view} filter={filter} />}
      {pieces.length === 0 && filtered ? (
        <Empty icon="magnifying-glass" title={view.t('この条件に当てはまる証跡はありません。', 'No evidence matches.')}>
          <p>
            <a href={view.to('/evidence')}>{view.t('条件を外す', 'Clear the filter')}</a>
          </p>
        </Empty>
      ) : null}
      {pieces.length === 0 ? null : (
        <form method="post" action={view.to(`/evidence/many${toQuery(filter, { after: filter.after })}`)}>
          <Table
            label={view.t('証跡の一覧', 'Evidence')}
            columns={[
              { words: view.t('名前', 'Title'), kind: 'head' },
              { words: view.t('種類', 'Kind') },
              { words: view.t('対象期間', 'Covers') },
              { words: view.t('有効期限', 'Valid until') },
              { words: view.t('機密区分', 'Confidentiality') },
              { words: view.t('使われている数', 'Used'), kind: 'number' },
            ]}
            rows={pieces.map((piece) => toRow(props, piece, writes))}
          />
          {writes ? <ManyBar {...props} /> : null}
        </form>
      )}
      {next || filter.after ? (
        <nav class="actions" aria-label={view.t('ページ', 'Pages')}>
          {filter.after ? <a href={view.to(`/evidence${toQuery(filter)}`)}>{view.t('はじめのページ', 'First page')}</a> : null}
          {next ? (
            <a class="button second" rel="next" href={view.to(`/evidence${toQuery(filter, { after: next })}`)}>
              {view.t('次のページ', 'Next page')}
            </a>
          ) : null}
        </nav>
      ) : null}
      {pieces.length > 0 && view.may('evidence.export') && !view.viewer?.engagement ? (
        <Exports view={view} filter={filter} />
      ) : null}
    </Page>
  )
}

const Nothing: FC<{ view: View; writes: boolean }> = ({ view, writes }) => (
  <Empty
    icon="inbox"
    title={view.t('証跡は、まだありません。', 'There is no evidence yet.')}
    act={writes ? { href: view.to('/evidence/new'), words: view.t('証跡を加える', 'Add evidence') } : undefined}
  >
    <p>
      {view.t(
        '規程、台帳、設定の画面、点検の記録や写真など、「している」と示せるものをここに置き、回答に結び付けます。',
        'Rules, registers, screens of settings, records and photos: what shows that something is done, linked to answers.',
      )}
    </p>
  </Empty>
)

const Filters: FC<{ view: View; filter: Filter }> = ({ view, filter }) => (
  <search>
    <form class="filters" method="get" action={view.to('/evidence')}>
      <label>
        <span>{view.t('ことば', 'Words')}</span>
        <input type="search" name="q" value={filter.words} maxlength={200} />
      </label>
      <label>
        <span>{view.t('種類', 'Kind')}</span>
        <select name="kind">
          <option value="">{view.t('すべて', 'All')}</option>
          {KINDS.map((kind) => (
            <option value={kind} selected={filter.kind === kind}>
              {view.say(KIND_WORDS[kind])}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{view.t('評価基準', 'Criterion')}</span>
        <input type="text" name="criterion" value={filter.criterion} maxlength={20} size={9} placeholder="4-1-1-1" />
      </label>
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
        <select name="sort">
          {SORTS.map((sort) => (
            <option value={sort} selected={filter.sort === sort}>
              {view.say(SORT_WORDS[sort])}
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

const SHOWN_WORDS = {
  '': { ja: 'すべて', en: 'All' },
  unlinked: { ja: 'どこにも使っていない', en: 'Used nowhere' },
  'running-out': { ja: 'まもなく期限', en: 'Running out' },
  expired: { ja: '期限切れ', en: 'Expired' },
  withdrawn: { ja: '取り下げたもの', en: 'Withdrawn' },
}
const SORT_WORDS = {
  new: { ja: '新しい順', en: 'Newest first' },
  title: { ja: '名前の順', en: 'By title' },
  end: { ja: '期限の近い順', en: 'Running out first' },
}

function toRow({ view, many }: LibraryProps, piece: Found['pieces'][number], writes: boolean): Row {
  const ticked = (many.evidence as string[]).includes(piece.id)
  return {
    class: piece.withdrawn ? 'withdrawn' : undefined,
    cells: [
      <span class="evidence-head">
        {writes ? <input type="checkbox" name="evidence" value={piece.id} checked={ticked} aria-label={piece.title} /> : null}
        <span>
          <a href={view.to(`/evidence/${piece.id}`)}>{piece.title}</a>
          {piece.insidersOnly ? <span class="chip">{view.t('社外に見せない', 'Not for outsiders')}</span> : null}
          <small>
            {sayContent(view, piece.content)}
            {piece.version > 1 ? view.t(` ・ 第${piece.version}版`, ` · version ${piece.version}`) : ''}
          </small>
        </span>
      </span>,
      view.say(KIND_WORDS[piece.kind]),
      sayPeriod(view, piece) ?? <span class="quiet">{view.t('(未記入)', '(not said)')}</span>,
      piece.validUntil ? sayDay(view, piece.validUntil) : <span class="quiet">{view.t('なし', 'None')}</span>,
      view.say(CONFIDENTIALITY_WORDS[piece.confidentiality]),
      String(piece.links),
    ],
  }
}

/** One change for all that are ticked. */
const ManyBar: FC<LibraryProps> = ({ view, many, refusals }) => (
  <fieldset class="many-evidence no-print" id="evidence">
    <legend>{view.t('印をつけた証跡を、まとめて書き直す', 'Change all that are ticked')}</legend>
    <OwnRefusals view={view} id="evidence" own={refusals.filter(({ field }) => field === 'evidence')} />
    <label>
      <span>{view.t('種類', 'Kind')}</span>
      <select name="kind">
        <option value="">{view.t('変えない', 'As it is')}</option>
        {KINDS.map((kind) => (
          <option value={kind} selected={many.kind === kind}>
            {view.say(KIND_WORDS[kind])}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span>{view.t('機密区分', 'Confidentiality')}</span>
      <select name="confidentiality">
        <option value="">{view.t('変えない', 'As it is')}</option>
        {CONFIDENTIALITIES.map((one) => (
          <option value={one} selected={many.confidentiality === one}>
            {view.say(CONFIDENTIALITY_WORDS[one])}
          </option>
        ))}
      </select>
    </label>
    <label>
      <span>{view.t('保管者', 'Custodian')}</span>
      <input type="text" name="custodian" value={many.custodian} maxlength={400} />
    </label>
    <label>
      <span>{view.t('有効期限', 'Valid until')}</span>
      <input type="date" name="validUntil" value={many.validUntil} />
    </label>
    <button type="submit" class="second">
      {view.t('まとめて書き直す', 'Change')}
    </button>
  </fieldset>
)

const Exports: FC<{ view: View; filter: Filter }> = ({ view, filter }) => (
  <form class="actions no-print" method="post" action={view.to(`/evidence/exports${toQuery(filter)}`)}>
    <span class="quiet">{view.t('この一覧を書き出す:', 'Export this list:')}</span>
    {(['xlsx', 'csv', 'json'] as const).map((form) => (
      <button type="submit" class="second small" name="form" value={form}>
        {view.say(EXPORT_WORDS[form])}
      </button>
    ))}
  </form>
)

const EXPORT_WORDS = {
  xlsx: { ja: 'Excel', en: 'Excel' },
  csv: { ja: 'CSV', en: 'CSV' },
  json: { ja: 'JSON', en: 'JSON' },
}
