import type { FC } from 'hono/jsx'
import type { Edition } from '../../catalogue/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { CatalogueFrame } from '../../ui/catalogue-frame.tsx'
import { Notice, Refusals, Trail } from '../../ui/components.tsx'
import { FileField } from '../../ui/file-field.tsx'
import type { View } from '../../ui/view.ts'
import { WordingSource } from '../../ui/wording-source.tsx'
import type { WordingImport } from '../wording-actions.ts'

/** Where the official workbook is taken in, seen and taken away again. */
export const OfficialWordingPage: FC<{
  view: View
  edition: Edition
  imported: WordingImport | undefined
  refusals: readonly Refusal[]
  done: boolean
}> = ({ view, edition, imported, refusals, done }) => (
  <CatalogueFrame view={view} part={edition.id} title={view.t('公式の文の取り込み', 'Import the official wording')}>
    <Trail
      view={view}
      steps={[{ href: view.to(`/catalogue/${edition.id}`), words: view.t(`${edition.id}版`, `Edition ${edition.id}`) }]}
      here={view.t('公式の文の取り込み', 'Import the official wording')}
    />
    <h1>{view.t('公式の文の取り込み', 'Import the official wording')}</h1>
    <Refusals view={view} refusals={refusals} />
    <p class="lead">
      {view.t(
        '星取の文は、星取が自分のことばで書いた非公式のものです。公式の文を並べて読みたいときは、IPAが公表している公式のブックをここに取り込みます。',
        'Our texts are our own and unofficial. To read the official text beside them, import the official workbook that IPA publishes.',
      )}
    </p>
    {view.viewer ? (
      <>
        {imported ? <Imported view={view} edition={edition} imported={imported} done={done} /> : null}
        {view.may('wording.import') ? (
          <UploadForm view={view} edition={edition} again={imported !== undefined} refusals={refusals} />
        ) : (
          <p>{view.t('取り込むのは、責任者か担当者です。', 'The responsible person or the staff import it.')}</p>
        )}
      </>
    ) : (
      <Notice tone="info" title={view.t('先に組織を登録してください', 'Begin an organisation first')}>
        <p>
          {view.t(
            '取り込んだ文は、組織ごとに保管します。組織とあなたの名前を入れると、取り込めるようになります。',
            'Imported wording is kept for each organisation. Enter your organisation and your name to begin.',
          )}
        </p>
        <p>
          <a class="button" href={view.to('/')}>
            {view.t('組織を登録する', 'Begin')}
          </a>
        </p>
      </Notice>
    )}
  </CatalogueFrame>
)

const Imported: FC<{ view: View; edition: Edition; imported: WordingImport; done: boolean }> = ({
  view,
  edition,
  imported,
  done,
}) => (
  <Notice
    tone={imported.missing.length === 0 ? 'good' : 'warn'}
    title={
      done
        ? view.t(
            `評価基準${imported.criteria}件の公式の文を取り込みました`,
            `Imported the official wording of ${imported.criteria} criteria`,
          )
        : view.t(
            `評価基準${imported.criteria}件の公式の文があります`,
            `The official wording of ${imported.criteria} criteria is here`,
          )
    }
  >
    <p>
      {view.t(
        `${edition.id}版の評価基準${edition.criteria.length}件のうち${imported.criteria}件、要求事項${edition.requirements.length}件のうち${imported.requirements}件です。各評価基準のページに並びます。`,
        `${imported.criteria} of ${edition.criteria.length} criteria and ${imported.requirements} of ${edition.requirements.length} requirements of edition ${edition.id}, shown on the page of each.`,
      )}
    </p>
    {imported.missing.length > 0 ? (
      <p>{`${view.t('ブックに無かったもの: ', 'Not in the workbook: ')}${imported.missing.join('、')}`}</p>
    ) : null}
    <WordingSource view={view} from={imported} />
    <form method="post" action={view.to(`/catalogue/${edition.id}/official-wording/removal`)}>
      <div class="actions">
        <a class="button second" href={view.to(`/catalogue/${edition.id}/${edition.criteria[0]?.id}`)}>
          {view.t('並べて読む', 'Read side by side')}
        </a>
        {view.may('wording.import') ? (
          <button class="text" type="submit">
            {view.t('取り込んだ文を消す', 'Remove the imported wording')}
          </button>
        ) : null}
      </div>
    </form>
  </Notice>
)

const UploadForm: FC<{ view: View; edition: Edition; again: boolean; refusals: readonly Refusal[] }> = ({
  view,
  edition,
  again,
  refusals,
}) => (
  <form method="post" action={view.to(`/catalogue/${edition.id}/official-wording`)} enctype="multipart/form-data" class="card">
    <h2>{again ? view.t('取り込み直す', 'Import again') : view.t('ブックを選ぶ', 'Choose the workbook')}</h2>
    <FileField
      view={view}
      name="file"
      label={view.t('公式のブック', 'Official workbook')}
      help={
        <>
          {edition.status === 'final'
            ? view.t(
                'IPAの「★3・★4要求事項・評価基準」のブック（20260327001-c.xlsx）です。シート「★3・★4要求事項・評価基準」の番号で照らし合わせます。',
                'The IPA workbook of requirements and criteria for ★3 and ★4 (20260327001-c.xlsx); matched by the numbers on its sheet of criteria.',
              )
            : view.t(
                '草案のブックが手元にあるときに使います。見出しに「評価基準No」「評価基準」「要求事項No」「要求事項」が要ります。',
                'For those who have a workbook of the draft, with the headers 評価基準No, 評価基準, 要求事項No and 要求事項.',
              )}{' '}
          {edition.status === 'final' ? (
            <a href="https://www.ipa.go.jp/security/scs/requirements-criteria.html" rel="noreferrer">
              {view.t('IPAのページ', 'IPA page')}
            </a>
          ) : null}
        </>
      }
      accept={['.xlsx', '.xlsm']}
      megabytes={10}
      refusals={refusals}
    />
    <p class="quiet">
      {view.t(
        '文はこの組織だけに保管し、外へは送りません。前に取り込んだ文は置き換わります。',
        'The text is kept for this organisation only and sent nowhere. What was imported before is replaced.',
      )}
    </p>
    <button type="submit">{view.t('取り込む', 'Import')}</button>
  </form>
)
