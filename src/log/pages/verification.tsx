import type { FC } from 'hono/jsx'
import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import { Notice, Trail } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import type { View } from '../../ui/view.ts'
import { toWords } from '../damage.ts'
import type { Verdict } from '../read-actions.ts'
import type { StateVerdict, VerificationResult } from '../verify-log.ts'

/** How many damages the page tells one by one. */
const SHOWN = 50

/** What came of verifying the whole log just now, and how to go on verifying without this program. */
export const VerificationPage: FC<Verdict & { view: View; publicKey: string; now: Instant }> = ({
  view,
  verdict,
  states,
  vouched,
  publicKey,
  now,
}) => {
  const title = view.t('記録を確かめた結果', 'The log, verified')
  return (
    <OrganisationFrame view={view} part="log" title={title}>
      <Trail view={view} steps={[{ href: view.to('/log'), words: view.t('記録', 'Log') }]} here={title} />
      <h1>{title}</h1>
      {verdict.sound ? <Sound view={view} verdict={verdict} /> : <Damaged view={view} verdict={verdict} />}
      {states.damages.length > 0 ? <Unlike view={view} states={states} /> : null}
      {vouched ? null : <Unvouched view={view} />}
      <Facts view={view} verdict={verdict} states={states} publicKey={publicKey} now={now} />
      {verdict.checkpoint ? <Keep view={view} note={verdict.checkpoint.note} /> : null}
    </OrganisationFrame>
  )
}

const Sound: FC<{ view: View; verdict: VerificationResult }> = ({ view, verdict: { entries } }) => (
  <Notice tone="good" title={view.t('書き換えられた記録は見つかりませんでした', 'Nothing was found altered')}>
    <p>
      {entries === 0
        ? view.t('まだ記録がありません。', 'There are no entries yet.')
        : view.t(
            `${entries}件の記録をすべて計算し直し、署名されたチェックポイントと比べました。欠けたもの、並べ替えられたもの、変わったものはありません。`,
            `All ${entries} entries were computed anew and compared with the signed checkpoints: none is missing, moved or altered.`,
          )}
    </p>
  </Notice>
)

const Damaged: FC<{ view: View; verdict: VerificationResult }> = ({ view, verdict: { damages, count } }) => (
  <Notice tone="bad" title={view.t(`記録が壊れています (${count}件)`, `The log is damaged (${count})`)}>
    <p>
      {view.t(
        'はじめに見つかった順に示します。サーバーの管理者に知らせて、記録に触れずに、バックアップと見比べてください。',
        'In the order of their places. Tell whoever keeps the server, leave the log as it is, and compare with a backup.',
      )}
    </p>
    <ol>
      {damages.slice(0, SHOWN).map((damage) => (
        <li>{view.say(toWords(damage))}</li>
      ))}
    </ol>
    {count > SHOWN ? <p>{view.t(`ほか${count - SHOWN}件`, `and ${count - SHOWN} more`)}</p> : null}
  </Notice>
)

const Unlike: FC<{ view: View; states: StateVerdict }> = ({ view, states: { damages } }) => (
  <Notice
    tone="bad"
    title={view.t(`回答が記録と違います (${damages.length}件)`, `Answers are not what the log says (${damages.length})`)}
  >
    <p>
      {view.t(
        '画面からの操作ではない方法で、データベースが変えられています。サーバーの管理者に知らせてください。',
        'The database was changed by another way than these pages. Tell whoever keeps the server.',
      )}
    </p>
    <ol>
      {damages.slice(0, SHOWN).map((words) => (
        <li>{view.say(words)}</li>
      ))}
    </ol>
    {damages.length > SHOWN ? <p>{view.t(`ほか${damages.length - SHOWN}件`, `and ${damages.length - SHOWN} more`)}</p> : null}
  </Notice>
)

const Unvouched: FC<{ view: View }> = ({ view }) => (
  <Notice tone="bad" title={view.t('星取全体の記録が壊れています', 'The log of the installation is damaged')}>
    <p>
      {view.t(
        'この組織の記録が途中で切り取られていないかは、星取全体の記録とデータベースの外の控えで確かめます。その記録に問題が見つかりました。サーバーの管理者に、log verify で確かめるように伝えてください。',
        'Whether this log was cut is told by the log of the installation and the anchor outside the database. Something is wrong with these: ask whoever keeps the server to run log verify.',
      )}
    </p>
  </Notice>
)

const Facts: FC<{ view: View; verdict: VerificationResult; states: StateVerdict; publicKey: string; now: Instant }> = ({
  view,
  verdict,
  states,
  publicKey,
  now,
}) => (
  <dl class="facts log-facts">
    <dt>{view.t('確かめた日時', 'Verified')}</dt>
    <dd>{toWordsInJapan(now, view.lang)}</dd>
    <dt>{view.t('記録の数', 'Entries')}</dt>
    <dd>
      {view.t(`${verdict.entries}件`, `${verdict.entries}`)}
      {verdict.ended > 0
        ? view.t(
            ` (うち、保存期間が過ぎて内容を消したもの ${verdict.ended}件)`,
            ` (${verdict.ended} without content: retention ended)`,
          )
        : ''}
    </dd>
    {states.same + states.unknown > 0 ? (
      <>
        <dt>{view.t('回答', 'Answers')}</dt>
        <dd>
          {view.t(`記録のとおりのもの ${states.same}件`, `${states.same} as the log says`)}
          {states.unknown > 0
            ? view.t(` (記録に突き合わせるものがないもの ${states.unknown}件)`, ` (${states.unknown} the log no longer tells of)`)
            : ''}
        </dd>
      </>
    ) : null}
    {verdict.from !== null && verdict.to !== null ? (
      <>
        <dt>{view.t('期間', 'From, to')}</dt>
        <dd>{`${toWordsInJapan(verdict.from, view.lang)} 〜 ${toWordsInJapan(verdict.to, view.lang)}`}</dd>
      </>
    ) : null}
    <dt>{view.t('署名の公開鍵', 'Public key')}</dt>
    <dd>
      <code>{publicKey}</code>
    </dd>
  </dl>
)

const Keep: FC<{ view: View; note: string }> = ({ view, note }) => (
  <>
    <h2>{view.t('手元に控えを残す', 'Keep a copy elsewhere')}</h2>
    <p>
      {view.t(
        '下の「チェックポイント」を、メールや紙など、このサーバーの外に残してください。いまの記録の状態が、短い文字に凝縮されています。サーバーごと作り直されても、控えと違えばわかります。',
        'Keep the checkpoint below outside this server: in a mail, on paper. It stands for the whole log as it is now. Even if the server were rebuilt, a log that differs from it would be found out.',
      )}
    </p>
    <pre class="checkpoint" tabindex={0}>
      {note}
    </pre>
    <h2>{view.t('星取を使わずに確かめる', 'Verify without Hoshitori')}</h2>
    <p>
      {view.t(
        '記録を書き出して、付属の検証プログラム (packages/verify) にかけると、星取もこのサーバーも信用せずに確かめられます。',
        'Export the log and run the separate verifier (packages/verify): it trusts neither Hoshitori nor this server.',
      )}
    </p>
    <p>
      <a class="button second" href={view.to('/log/export.jsonl')}>
        {view.t('記録を書き出す', 'Export the log')}
      </a>
    </p>
  </>
)
