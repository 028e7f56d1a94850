import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { Notice, Trail } from '../../ui/components.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import type { View } from '../../ui/view.ts'
import { kindOf } from '../kinds.ts'
import { GONE } from '../log-table.ts'
import type { readLogEntry } from '../read-actions.ts'
import type { Told } from '../wording.ts'
import { By, Changes } from './entry-parts.tsx'

type FoundEntry = NonNullable<Awaited<ReturnType<typeof readLogEntry>>>

/** One entry: what it tells, and the proof that the log still counts it. */
export const EntryPage: FC<{ view: View; found: FoundEntry }> = ({ view, found }) => {
  const { stored, entry } = found
  const title = view.t(`記録 ${stored.position}`, `Entry ${stored.position}`)
  return (
    <OrganisationFrame view={view} part="log" title={title}>
      <Trail view={view} steps={[{ href: view.to('/log'), words: view.t('記録', 'Log') }]} here={title} />
      <h1>{title}</h1>
      {found.included ? null : <NotIncluded view={view} />}
      {entry ? <WhatItTells view={view} entry={entry} /> : <Untold view={view} ended={stored.body === null} />}
      <Proof view={view} found={found} />
      <nav class="neighbours" aria-label={view.t('前後の記録', 'Neighbours')}>
        {stored.position > 0 ? (
          <a rel="prev" href={view.to(`/log/${stored.position - 1}`)}>
            {view.t('← 前の記録', '← Earlier')}
          </a>
        ) : (
          <span />
        )}
        {stored.position + 1 < found.size ? (
          <a rel="next" href={view.to(`/log/${stored.position + 1}`)}>
            {view.t('次の記録 →', 'Later →')}
          </a>
        ) : null}
      </nav>
    </OrganisationFrame>
  )
}

const WhatItTells: FC<{ view: View; entry: Told }> = ({ view, entry }) => (
  <>
    <p class="lead">{view.say(entry.words)}</p>
    <dl class="facts">
      <dt>{view.t('いつ', 'When')}</dt>
      <dd>
        <time datetime={entry.at}>{toWordsInJapan(entry.at, view.lang)}</time>
      </dd>
      <dt>{view.t('だれ', 'Who')}</dt>
      <dd>
        <By view={view} by={entry.by} />
      </dd>
      <dt>{view.t('種類', 'Kind')}</dt>
      <dd>
        {view.say(kindOf(entry.act).words)} <code>{entry.act}</code>
      </dd>
      {entry.about === '' ? null : (
        <>
          <dt>{view.t('対象', 'About')}</dt>
          <dd>
            <code>{entry.about}</code>
          </dd>
        </>
      )}
      {entry.from ? (
        <>
          <dt>{view.t('どこから', 'From')}</dt>
          <dd>
            {entry.from.address || view.t('わかりません', 'Unknown')}
            <br />
            <span class="quiet">{entry.from.agent}</span>
          </dd>
          <dt>{view.t('問い合わせ番号', 'Request')}</dt>
          <dd>
            <code>{entry.from.request}</code>
          </dd>
        </>
      ) : null}
    </dl>
    {entry.changes.length > 0 ? (
      <>
        <h2>{view.t('変わったこと', 'What changed')}</h2>
        <Changes view={view} changes={entry.changes} />
      </>
    ) : null}
  </>
)

const Untold: FC<{ view: View; ended: boolean }> = ({ view, ended }) => (
  <Notice tone={ended ? 'info' : 'bad'} title={view.t('内容がありません', 'No content')}>
    <p>
      {ended
        ? `${view.say(GONE)}${view.t('そこに記録があったことは、下のハッシュでわかります。', ' The hash below shows that an entry was here.')}`
        : view.t(
            'この記録は読み取れません。「確かめる」で、どこが壊れているかを見てください。',
            'This entry cannot be read. Verify the log to see what is damaged.',
          )}
    </p>
  </Notice>
)

const NotIncluded: FC<{ view: View }> = ({ view }) => (
  <Notice tone="bad" title={view.t('チェックポイントと合いません', 'It does not fit the checkpoint')}>
    <p>
      {view.t('この記録か、ほかの記録が書き換えられています。', 'This entry or another one was altered.')}{' '}
      <a href={view.to('/log/verification')}>{view.t('どこが壊れているか確かめる', 'Find out where')}</a>
    </p>
  </Notice>
)

const Proof: FC<{ view: View; found: FoundEntry }> = ({ view, found }) => {
  const { stored, proof, checkpoint, size, included } = found
  return (
    <>
      <h2>{view.t('書き換えられていない証拠', 'Proof that it was not altered')}</h2>
      {included ? (
        <p>
          {view.t(
            `この記録は、${size}件の記録の署名されたチェックポイントに、このままの形で含まれています。`,
            `The signed checkpoint over ${size} entries contains this one, exactly as it stands.`,
          )}
        </p>
      ) : (
        <p>{view.t('ありません。チェックポイントと合いません。', 'There is none: it does not fit the checkpoint.')}</p>
      )}
      <details class="log-proof">
        <summary>{view.t('ハッシュと証明を見る', 'Hashes and proof')}</summary>
        <h3>{view.t('ハッシュのもとになった内容', 'Exactly what was hashed')}</h3>
        <pre tabindex={0}>{stored.body ?? view.say(GONE)}</pre>
        <h3>{view.t('この記録のハッシュ(RFC 6962)', 'Leaf hash (RFC 6962)')}</h3>
        <pre tabindex={0}>{stored.leaf}</pre>
        <h3>{view.t('包含の証明', 'Inclusion proof')}</h3>
        {proof.length === 0 ? (
          <p>{view.t('記録が1件だけなので、要りません。', 'None is needed for a single entry.')}</p>
        ) : (
          <ol class="hashes">
            {proof.map((hash) => (
              <li>
                <code>{hash}</code>
              </li>
            ))}
          </ol>
        )}
        <h3>{view.t('チェックポイント', 'Checkpoint')}</h3>
        <pre tabindex={0}>{checkpoint}</pre>
      </details>
    </>
  )
}
