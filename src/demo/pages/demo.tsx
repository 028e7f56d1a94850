import type { FC } from 'hono/jsx'
import { Notice } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { CastMember } from '../actions.ts'
import type { CastPerson, Firm } from '../world.ts'

/** Who is who in the demo world, and what to try there. Before it is set up, it says so and offers to. */
export const DemoPage: FC<{ view: View; cast: CastMember[] }> = ({ view, cast }) => {
  const there = cast.some(({ tenant }) => tenant !== undefined)
  return (
    <Page view={view} title={view.t('デモの世界', 'Demo world')} area="organisation">
      <h1>{view.t('デモの世界', 'Demo world')}</h1>
      <p class="lead">
        {view.t(
          '★に向けて歩いている3つの会社です。誰かになって、画面をひととおり試してください。',
          'Three firms on their way to a ★. Act as anyone in them and try every screen.',
        )}
      </p>
      <Notice tone="warn" title={view.t('すべて架空です', 'All of this is made up')}>
        <p>
          {view.t(
            '会社、人、回答、日付は作りものです。実在の会社とは関係がありません。自社の内容とは混ざらず、いつでも片付けられます。',
            'Firms, people, answers and dates are invented and have nothing to do with real ones. They never mix with your own data, and you can clear them away at any time.',
          )}
        </p>
      </Notice>
      {there ? null : <SetUp view={view} />}
      {cast.map((member) => (
        <Member view={view} member={member} />
      ))}
      {there ? <Leaving view={view} /> : null}
    </Page>
  )
}

const SetUp: FC<{ view: View }> = ({ view }) => (
  <form method="post" action="/demo" class="actions">
    <button type="submit" class="large">
      {view.t('デモを用意する', 'Set up the demo')}
    </button>
    <span class="quiet">{view.t('数秒かかります。', 'Takes a few seconds.')}</span>
  </form>
)

const Member: FC<{ view: View; member: CastMember }> = ({ view, member }) => {
  const { firm, tenant, people } = member
  return (
    <section aria-labelledby={firm.key}>
      <h2 id={firm.key}>
        {firm.name} <span class="chip">{view.t('架空の会社', 'Made up')}</span>
      </h2>
      <p>{view.say(firm.about)}</p>
      <ul class="rows">
        {firm.people.map((person) => (
          <PersonRow view={view} person={person} seat={tenant && { tenant, person: people.get(person.key) }} />
        ))}
      </ul>
      <h3>{view.t('試してみること', 'Things to try')}</h3>
      <Tries view={view} firm={firm} member={member} />
    </section>
  )
}

type Seat = { tenant: string; person: string | undefined }

const PersonRow: FC<{ view: View; person: CastPerson; seat: Seat | undefined }> = ({ view, person, seat }) => (
  <li>
    <div>
      <strong>{person.name}</strong> <span class="quiet">{person.position}</span>
      <br />
      {view.say(person.about)}
    </div>
    {seat?.person ? <ActAs view={view} name={person.name} seat={seat} /> : null}
  </li>
)

const ActAs: FC<{ view: View; name: string; seat: Seat }> = ({ view, name, seat }) =>
  seat.person === view.viewer?.person ? (
    <strong>{view.t('いまのあなた', 'You are this person')}</strong>
  ) : (
    <form method="post" action="/seat">
      <input type="hidden" name="organisation" value={seat.tenant} />
      <input type="hidden" name="person" value={seat.person ?? ''} />
      <button type="submit" class="second">
        {view.t(`${name}さんになる`, `Act as ${name}`)}
      </button>
    </form>
  )

/** Links lead into assessments of the organisation where the visitor sits; elsewhere the words stand alone. */
const Tries: FC<{ view: View; firm: Firm; member: CastMember }> = ({ view, firm, member }) => {
  const sitsHere = member.tenant !== undefined && member.tenant === view.viewer?.tenant
  return (
    <ul>
      {firm.tries.map(({ words, assessment, path }) => {
        const id = member.assessments.get(assessment)
        return <li>{sitsHere && id ? <a href={`/assessments/${id}${path}`}>{view.say(words)}</a> : view.say(words)}</li>
      })}
    </ul>
  )
}

const Leaving: FC<{ view: View }> = ({ view }) => (
  <section aria-labelledby="leaving">
    <h2 id="leaving">{view.t('デモを終える', 'Leaving the demo')}</h2>
    <p>
      {view.t(
        '片付けると、架空の会社とその回答がすべて消えます。自社の内容は残ります。もう一度用意することもできます。',
        'Clearing away removes the made-up firms and their answers. Yours stay. You can set the demo up again.',
      )}
    </p>
    <div class="actions">
      <form method="post" action="/demo/removal">
        <button type="submit" class="second">
          {view.t('デモを消す', 'Remove the demo')}
        </button>
      </form>
      <a href="/organisations">{view.t('組織を切り替える', 'Switch organisation')}</a>
    </div>
  </section>
)
