import type { FC } from 'hono/jsx'
import { toJapaneseDate } from '../../kernel/instant.ts'
import { toAddress } from '../../kernel/organisation-address.ts'
import { ENGAGEMENT_WORDS } from '../../roles/engagement.ts'
import { ROLES } from '../../roles/permissions.ts'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Membership } from '../membership-store.ts'

/** Where somebody may sit: their own organisations and the clients who engaged them. */
export const OrganisationsPage: FC<{ view: View; memberships: Membership[]; local: boolean }> = ({
  view,
  memberships,
  local,
}) => {
  const own = memberships.filter(({ engagement }) => !engagement)
  const clients = memberships.filter(({ engagement }) => engagement)
  return (
    <Page view={view} title={view.t('組織を選ぶ', 'Choose an organisation')} area="organisation">
      <h1>{view.t('組織を選ぶ', 'Choose an organisation')}</h1>
      {memberships.length === 0 ? <Nowhere view={view} /> : null}
      {own.length > 0 ? (
        <section>
          <h2>{view.t('あなたの組織', 'Your organisations')}</h2>
          <Seats view={view} memberships={own} />
        </section>
      ) : null}
      {clients.length > 0 ? (
        <section>
          <h2>{view.t('専門家として手伝っている会社', 'Clients')}</h2>
          <p>
            <a href={view.to('/clients')}>{view.t('すべての会社の様子を1枚で見る', 'How all of them stand, on one page')}</a>
          </p>
          <Seats view={view} memberships={clients} />
        </section>
      ) : null}
      <div class="actions">
        <a class="button second" href={view.to('/organisations/new')}>
          {view.t('別の組織を始める', 'Begin another organisation')}
        </a>
        {local ? <a href="/demo">{view.t('デモの世界', 'Demo world')}</a> : null}
      </div>
    </Page>
  )
}

const Seats: FC<{ view: View; memberships: Membership[] }> = ({ view, memberships }) => (
  <ul class="rows seats">
    {memberships.map((membership) => (
      <li>
        <span>
          <strong>
            <a href={toAddress(membership.tenant, firstPageOf(membership))}>{membership.organisation}</a>
          </strong>{' '}
          {membership.demo ? <span class="chip">{view.t('デモ', 'Demo')}</span> : null}
          <br />
          <span class="quiet">{roleLine(view, membership)}</span>
        </span>
        {membership.tenant === view.viewer?.tenant ? (
          <a class="button" href={view.to('/')} aria-current="true">
            {view.t('いまここ', 'You are here')}
          </a>
        ) : (
          <form method="post" action="/seat">
            <input type="hidden" name="organisation" value={membership.tenant} />
            <input type="hidden" name="next" value={firstPageOf(membership)} />
            <button
              class="second"
              type="submit"
              aria-label={view.t(`${membership.organisation}に切り替える`, `Switch to ${membership.organisation}`)}
            >
              {view.t('切り替える', 'Switch')}
            </button>
          </form>
        )}
      </li>
    ))}
  </ul>
)

const Nowhere: FC<{ view: View }> = ({ view }) => (
  <div class="empty">
    <p class="lead">{view.t('いま入れる組織がありません。', 'There is no organisation that you may enter.')}</p>
    <p>
      {view.t(
        '契約が終わったか、組織から外れたか、まだ招待を受けていません。新しく始めるか、組織の責任者に招待を頼んでください。',
        'An engagement ended, your access ended, or no invitation was accepted yet. Begin one, or ask to be invited.',
      )}
    </p>
  </div>
)

/** A client's first page, and not that of a consultant, which shows all clients. */
function firstPageOf({ engagement }: Membership): string {
  return engagement ? '/assessments' : '/'
}

function roleLine(view: View, { roles, engagement }: Membership): string {
  const names = roles.map((role) => view.say(ROLES[role])).join(view.t('・', ', '))
  if (!engagement) return names
  return view.t(
    `${ENGAGEMENT_WORDS[engagement.kind].ja}(${toJapaneseDate(engagement.ends)}まで)`,
    `${ENGAGEMENT_WORDS[engagement.kind].en}, until ${engagement.ends}`,
  )
}
