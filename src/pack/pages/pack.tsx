import type { FC } from 'hono/jsx'
import { toSizeWords } from '../../files/index.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { AssessmentFrame } from '../../ui/assessment-frame.tsx'
import { Empty, Refusals } from '../../ui/components.tsx'
import { sayDay, type View } from '../../ui/view.ts'
import type { Pack } from '../actions.ts'
import { FILES, FILES_WORDS, type Files } from '../wish.ts'

/** What a pack of an assessment's evidence will hold, which files go along, and the one number that is told by another way. */
export const PackPage: FC<{ view: View; pack: Pack; files: Files; refusals: readonly Refusal[] }> = ({
  view,
  pack,
  files,
  refusals,
}) => {
  const { head, pieces, insidersOnly } = pack
  const at = view.to(`/assessments/${head.id}/evidence/pack`)
  const title = view.t('証跡の束', 'Pack of evidence')
  return (
    <AssessmentFrame view={view} head={head} part="evidence" title={title}>
      <h1>{title}</h1>
      <Refusals view={view} refusals={refusals} />
      <p>
        {view.t(
          '評価基準に結び付けた証跡を1つの ZIP にまとめます。受け取った人は、星取がなくても、中身が変わっていないことを確かめられます。',
          'The evidence that is linked to criteria, as one ZIP file. Whoever receives it can see that nothing was changed, without Hoshitori.',
        )}
      </p>
      {pieces === 0 ? (
        <Empty title={view.t('評価基準に結び付けた証跡がまだありません。', 'No evidence is linked to a criterion yet.')}>
          <a href={view.to(`/assessments/${head.id}/evidence`)}>{view.t('証跡の表を見る', 'Go to the evidence matrix')}</a>
        </Empty>
      ) : (
        <form method="post" action={at} class="pack-form">
          <fieldset>
            <legend>{view.t('入れるファイル', 'Files that go along')}</legend>
            <ul class="pack-choices">
              {FILES.map((one) => (
                <li>
                  <a href={`${at}?files=${one}`} aria-current={one === files ? 'true' : undefined}>
                    {view.say(FILES_WORDS[one])}
                  </a>
                </li>
              ))}
            </ul>
          </fieldset>
          <input type="hidden" name="files" value={files} />
          <Holds view={view} pack={pack} />
          <p>
            <button class="primary" type="submit">
              {view.t('束を作って保存する', 'Make the pack and save it')}
            </button>
          </p>
          {insidersOnly > 0 ? (
            <p class="quiet">
              {view.t(
                `「社外に見せない」印の証跡${insidersOnly}件は、名前も入りません。`,
                `${insidersOnly} pieces marked “not for outsiders” are not in it, nor are their names.`,
              )}
            </p>
          ) : null}
        </form>
      )}
    </AssessmentFrame>
  )
}

const Holds: FC<{ view: View; pack: Pack }> = ({ view, pack }) => (
  <dl class="facts">
    <dt>{view.t('証跡', 'Evidence')}</dt>
    <dd>{view.t(`${pack.pieces}件(${sayDay(view, pack.asOf)}時点)`, `${pack.pieces} pieces (as of ${pack.asOf})`)}</dd>
    <dt>{view.t('ファイル', 'Files')}</dt>
    <dd>
      {view.t(`${pack.files}件、合わせて${toSizeWords(pack.bytes)}`, `${pack.files}, ${toSizeWords(pack.bytes)} in all`)}
      {pack.kept > 0 ? view.t(`(ほか${pack.kept}件はハッシュだけ)`, ` (of ${pack.kept} more the hash alone)`) : ''}
    </dd>
    <dt>{view.t('この束の値(ハッシュの一覧の SHA-256)', 'The value of this pack (SHA-256 of its list of hashes)')}</dt>
    <dd>
      <code class="hash">{pack.list}</code>
      <br />
      <small>
        {view.t(
          '電話や紙など、束とは別の方法でも相手に伝えてください。相手はこの値と見比べて、束が丸ごと作り直されていないことを確かめます。',
          'Tell it by another way as well, by telephone or on paper: the receiver compares it and sees that the pack was not made anew as a whole.',
        )}
      </small>
    </dd>
  </dl>
)
