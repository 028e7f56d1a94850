import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../../kernel/instant.ts'
import { AccountFrame } from '../../../ui/account-frame.tsx'
import { Table } from '../../../ui/table.tsx'
import type { View } from '../../../ui/view.ts'
import { deviceWords } from '../../credentials/index.ts'
import type { OwnEntry } from '../history-actions.ts'

export const HistoryPage: FC<{ view: View; entries: readonly OwnEntry[]; next: number | null; first: boolean }> = ({
  view,
  entries,
  next,
  first,
}) => (
  <AccountFrame view={view} title={view.t('サインインの記録', 'History of signing in')}>
    <p>
      {view.t(
        'あなたのアカウントについての記録です。少なくとも6か月は残り、だれも書き換えられません。心当たりのないものがあれば、',
        'What the log keeps about your account, for at least six months; nobody can rewrite it. If something is not yours, ',
      )}
      <a href={view.to('/account/password')}>{view.t('パスワードを変えてください', 'change your password')}</a>
      {view.t('。', '.')}
    </p>
    {entries.length === 0 ? <p class="empty">{view.t('記録はありません。', 'Nothing here.')}</p> : null}
    {entries.length > 0 ? (
      <Table
        label={view.t('サインインの記録', 'History of signing in')}
        class="history"
        columns={[
          { words: view.t('したこと', 'What'), kind: 'head' },
          { words: view.t('日時', 'When') },
          { words: view.t('接続元', 'From') },
        ]}
        rows={entries.map(({ at, entry }) => ({
          class: entry && WARNS.has(entry.act) ? 'warns' : undefined,
          cells: [
            entry ? view.say(entry.words) : view.t('(保存期間が終わりました)', '(no longer kept)'),
            <time datetime={at}>{toWordsInJapan(at, view.lang)}</time>,
            entry?.from ? `${entry.from.address || view.t('不明', 'unknown')} ${view.say(deviceWords(entry.from.agent))}` : '—',
          ],
        }))}
      />
    ) : null}
    <p class="actions">
      {next === null ? null : (
        <a class="button second" href={view.to(`/account/history?before=${next}`)}>
          {view.t('もっと前', 'Older')}
        </a>
      )}
      {first ? null : <a href={view.to('/account/history')}>{view.t('最新に戻る', 'Back to the newest')}</a>}
    </p>
  </AccountFrame>
)

/** What deserves a second look. */
const WARNS = new Set([
  'sign-in.failure',
  'sign-in.lock',
  'sign-in.refused',
  'session.verify-failure',
  'factor.wrong',
  'factor.lock',
])
