import type { FC } from 'hono/jsx'
import type { AssessmentHead } from '../../assessment/actions.ts'
import { UNOFFICIAL_WORDS } from '../../crosswalk/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Refusals, Trail } from '../../ui/components.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Once } from '../../ui/once.tsx'
import type { View } from '../../ui/view.ts'
import { KEPT_FOR_DAYS } from '../read-statement.ts'
import { titleOf } from './title.ts'

type UploadProps = {
  view: View
  head: AssessmentHead
  /** The file whose place the next one takes. */
  replaces: string | undefined
  refusals: readonly Refusal[]
}

/** Where a firm with an ISMS brings its 適用宣言書: what will happen, and what will not. */
export const UploadPage: FC<UploadProps> = ({ view, head, replaces, refusals }) => (
  <AssessmentFrame view={view} head={head} part="files" title={titleOf(view)}>
    <Trail
      view={view}
      steps={[
        { href: view.to(`/assessments/${head.id}/files`), words: view.t('報告書・取り込み・書き出し', 'Report, import, export') },
        ...(replaces ? [{ href: view.to(`/assessments/${head.id}/iso-27001`), words: titleOf(view) }] : []),
      ]}
      here={replaces ? view.t('別の適用宣言書を選ぶ', 'Choose another statement') : titleOf(view)}
    />
    <h1>{titleOf(view)}</h1>
    <p class="lead">
      {view.t(
        'ISMSの適用宣言書を読み、もうありそうなことと、新しくすることを、評価基準ごとに見込みとしてお見せします。',
        'Your statement of applicability is read, and you see criterion by criterion what is likely there and what is new.',
      )}
    </p>
    <Refusals view={view} refusals={refusals} />
    <form method="post" action={view.to(`/assessments/${head.id}/iso-27001/upload`)} enctype="multipart/form-data">
      <Once />
      <FileField
        view={view}
        name="file"
        label={view.t('適用宣言書のファイル', 'File of the statement of applicability')}
        help={view.t(
          'ISO/IEC 27001:2022 の管理策の番号(5.1、A.5.1 など)の列があれば、見出しや並び方は自由です。2013年版の番号のものは読めません。',
          'Any layout will do that has a column with the numbers of the controls of ISO/IEC 27001:2022 (5.1, A.5.1). One with the numbers of 2013 cannot be read.',
        )}
        accept={['.xlsx', '.xlsm', '.csv', '.txt']}
        megabytes={10}
        refusals={refusals}
      />
      <div class="actions">
        <button type="submit">{view.t('読んで見込みを見る', 'Read it and see')}</button>
      </div>
    </form>
    <section class="card">
      <h2>{view.t('読むだけでは、何も変わりません', 'Reading it changes nothing')}</h2>
      <ul>
        <li>
          {view.t(
            '見込みを見て、満たす・一部・満たさないを人が選んだものだけを、回答として書き込みます。',
            'Only where a person then chooses met, partial or not met is an answer written.',
          )}
        </li>
        <li>{view.t('もう回答のある評価基準は、書き換えません。', 'Criteria that are answered already stay as they are.')}</li>
        <li>
          {view.t(
            `読み取った内容は${KEPT_FOR_DAYS}日で消えます。すぐに消すこともできます。`,
            `What was read is forgotten after ${KEPT_FOR_DAYS} days, or as soon as you remove it.`,
          )}
          {replaces
            ? view.t(`いまの「${replaces}」は、新しいものと入れ替わります。`, ` It takes the place of “${replaces}”.`)
            : ''}
        </li>
      </ul>
      <p class="quiet">
        {view.say(UNOFFICIAL_WORDS)} <a href={view.to('/crosswalk/iso-27001')}>{view.t('対応表を見る', 'See the crosswalk')}</a>
      </p>
    </section>
  </AssessmentFrame>
)
