import type { FC } from 'hono/jsx'
import type { Typed } from '../../kernel/form.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Empty, Refusals, Trail } from '../../ui/components.tsx'
import { Once } from '../../ui/once.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import { type Filter, toQuery } from '../filter.ts'
import type { NEW_PIECE } from '../forms.ts'
import { KIND_WORDS, toTargetText } from '../piece.ts'
import type { NamedTarget } from '../read-actions.ts'
import type { ListedPiece } from '../store.ts'
import { ContentFields, type FilesProps, SaidFields } from './fields.tsx'
import { sayPeriod } from './words.tsx'

/** Adding evidence: what it is, where its content is, what it is for. */
export const NewEvidencePage: FC<{
  view: View
  typed: Typed<typeof NEW_PIECE>
  targets: readonly NamedTarget[]
  files: FilesProps
  refusals: readonly Refusal[]
}> = ({ view, typed, targets, files, refusals }) => (
  <Page view={view} title={view.t('証跡を加える', 'Add evidence')} area="evidence">
    <Trail
      view={view}
      steps={[{ href: view.to('/evidence'), words: view.t('証跡', 'Evidence') }]}
      here={view.t('加える', 'Add')}
    />
    <h1>{view.t('証跡を加える', 'Add evidence')}</h1>
    <Refusals view={view} refusals={refusals} />
    <form class="evidence-form" method="post" action={view.to('/evidence')} enctype="multipart/form-data">
      <Once />
      {targets.map((target) => (
        <p class="notice info">
          <input type="hidden" name="targets" value={toTargetText(target)} />
          {view.t(
            `「${target.head.title}」の ${target.title} の証跡になります。`,
            `For ${target.title} of “${target.head.title}”.`,
          )}
        </p>
      ))}
      <ContentFields view={view} typed={typed} refusals={refusals} files={files} many />
      <SaidFields view={view} typed={typed} refusals={refusals} nameless />
      <p class="actions">
        <button type="submit">{view.t('加える', 'Add')}</button>
      </p>
    </form>
  </Page>
)

/** Choosing among the evidence that is there, for one target. */
export const AttachPage: FC<{
  view: View
  named: NamedTarget
  pieces: readonly ListedPiece[]
  filter: Filter
  refusals: readonly Refusal[]
}> = ({ view, named, pieces, filter, refusals }) => {
  const target = toTargetText(named)
  const to = addressOf(view, named)
  return (
    <Page view={view} title={view.t('証跡を選ぶ', 'Choose evidence')} area="evidence">
      <Trail view={view} steps={[{ href: to, words: named.title }]} here={view.t('証跡を選ぶ', 'Choose evidence')} />
      <h1>{view.t(`${named.title} の証跡を選ぶ`, `Evidence for ${named.title}`)}</h1>
      <Refusals view={view} refusals={refusals} />
      <search>
        <form class="filters" method="get" action={view.to('/evidence/attach')}>
          <input type="hidden" name="target" value={target} />
          <label>
            <span>{view.t('ことば', 'Words')}</span>
            <input type="search" name="q" value={filter.words} maxlength={200} />
          </label>
          <button type="submit" class="second">
            {view.t('探す', 'Search')}
          </button>
        </form>
      </search>
      {pieces.length === 0 ? (
        <Empty title={view.t('結び付けられる証跡はありません。', 'There is nothing to attach.')} />
      ) : (
        <form method="post" action={view.to('/evidence/attach')}>
          <input type="hidden" name="target" value={target} />
          <fieldset id="evidence">
            <legend>{view.t('新しいものから50件まで', 'The newest 50')}</legend>
            {pieces.map((piece) => (
              <label class="choice">
                <input type="checkbox" name="evidence" value={piece.id} />
                <span>
                  {piece.title}{' '}
                  <small>{[view.say(KIND_WORDS[piece.kind]), sayPeriod(view, piece)].filter(Boolean).join(' ・ ')}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <p class="actions">
            <button type="submit">{view.t('結び付ける', 'Attach')}</button>
          </p>
        </form>
      )}
      <p>
        <a href={view.to(`/evidence/new?${new URLSearchParams({ target })}`)}>
          {view.t('新しい証跡を加える', 'Add new evidence')}
        </a>
        {toQuery(filter) === '' ? null : (
          <>
            {' '}
            <a href={view.to(`/evidence/attach?${new URLSearchParams({ target })}`)}>{view.t('条件を外す', 'Clear')}</a>
          </>
        )}
      </p>
    </Page>
  )
}

/** The page of a target. */
export function addressOf(
  view: Pick<View, 'to'>,
  { kind, assessment, target }: Pick<NamedTarget, 'kind' | 'assessment' | 'target'>,
) {
  return view.to(`/assessments/${assessment}/${kind === 'task' ? 'tasks' : 'criteria'}/${target}`)
}
