import type { FC } from 'hono/jsx'
import { toWordsInJapan } from '../../kernel/instant.ts'
import { toAddress } from '../../kernel/organisation-address.ts'
import { toPercent } from '../../kernel/percent.ts'
import { ENGAGEMENT_WORDS } from '../../roles/engagement.ts'
import { Star } from '../../ui/components.tsx'
import type { Area } from '../../ui/navigation.tsx'
import { Page } from '../../ui/page.tsx'
import { saySpan, type View } from '../../ui/view.ts'
import { type Client, endsSoon } from '../client-actions.ts'

/** Every client of an expert on one page: how each stands, what changed last, until when they work for it. */
export const ClientsPage: FC<{ view: View; clients: Client[]; area: Area }> = ({ view, clients, area }) => (
  <Page view={view} title={view.t('手伝っている会社', 'Clients')} area={area}>
    <h1>{view.t('手伝っている会社', 'Clients')}</h1>
    {clients.length === 0 ? (
      <div class="empty">
        <p class="lead">{view.t('いま手伝っている会社はありません。', 'No client has engaged you at present.')}</p>
        <p>
          {view.t(
            '会社の責任者が「専門家との契約」からあなたを招くと、メールが届き、ここに並びます。',
            'When a client engages you, a letter comes by mail, and the client appears here.',
          )}
        </p>
      </div>
    ) : (
      <ul class="clients">
        {clients.map((client) => (
          <li>
            <ClientCard view={view} client={client} />
          </li>
        ))}
      </ul>
    )}
    <p>
      <a href={view.to('/organisations')}>{view.t('組織を切り替える', 'Switch organisation')}</a>
    </p>
  </Page>
)

const ClientCard: FC<{ view: View; client: Client }> = ({ view, client }) => {
  const { engagement, assessments } = client
  return (
    <section class={endsSoon(client) ? 'card soon' : 'card'}>
      <header>
        <h2>
          <a href={toAddress(client.tenant, '/assessments')}>{client.organisation}</a>
        </h2>
        <p class="quiet">
          {`${view.say(ENGAGEMENT_WORDS[engagement.kind])} / `}
          {saySpan(view, engagement.begins, engagement.ends)}
          {endsSoon(client) ? <strong class="ends-soon">{daysLeft(view, client.daysLeft)}</strong> : null}
        </p>
      </header>
      {assessments === undefined ? (
        <p>
          {view.t('この会社は2段階認証を求めています。', 'This client asks for a second factor.')}{' '}
          <a href={view.to('/account/factors?required=1')}>{view.t('設定する', 'Set it up')}</a>
        </p>
      ) : null}
      {assessments?.length === 0 ? <p class="quiet">{view.t('まだ評価がありません。', 'No assessment yet.')}</p> : null}
      {assessments && assessments.length > 0 ? <Standings view={view} client={client} assessments={assessments} /> : null}
    </section>
  )
}

const Standings: FC<{ view: View; client: Client; assessments: NonNullable<Client['assessments']> }> = ({
  view,
  client,
  assessments,
}) => (
  <ul class="standings">
    {assessments.map(({ id, title, target, attainment, changedAt, openAdvice }) => (
      <li>
        <p>
          <a href={toAddress(client.tenant, `/assessments/${id}`)}>{title}</a> <Star level={target} />
        </p>
        <p>
          <strong>{toPercent(attainment.coverage)}</strong>{' '}
          {view.t(
            `残り${attainment.total - attainment.met - attainment.notApplicableConfirmed}件`,
            `${attainment.total - attainment.met - attainment.notApplicableConfirmed} open`,
          )}{' '}
          {openAdvice > 0 && client.engagement.sight !== 'numbers' ? (
            <span class="chip advice-open">{view.t(`相談 ${openAdvice}件`, `Advice: ${openAdvice} open`)}</span>
          ) : null}{' '}
          <span class="quiet">{view.t(`${toWordsInJapan(changedAt)}に変更`, `Changed ${toWordsInJapan(changedAt, 'en')}`)}</span>
        </p>
      </li>
    ))}
    {client.more ? (
      <li>
        <a href={toAddress(client.tenant, '/assessments')}>{view.t('ほかの評価', 'More assessments')}</a>
      </li>
    ) : null}
  </ul>
)

function daysLeft(view: View, days: number): string {
  if (days === 0) return view.t('きょうまで', 'Ends today')
  return view.t(`あと${days}日`, `${days} days left`)
}
