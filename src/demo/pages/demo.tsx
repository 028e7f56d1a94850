import type { FC } from 'hono/jsx'
import { ROLES, type Role } from '../../roles/permissions.ts'
import { Notice } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'
import { type CastMember, demoAddress } from '../actions.ts'
import type { CastPerson, Firm } from '../world.ts'

/** Who is who in the demo world, and what to try there. Before it is set up, it says so and offers to. */
export const DemoPage: FC<{ view: View; cast: CastMember[]; password: string }> = ({ view, cast, password }) => {
  const there = cast.some(({ tenant }) => tenant !== undefined)
  return (
    <Page view={view} title={view.t('デモの世界', 'Demo world')} area="organisation">
      <h1>{view.t('デモの世界', 'Demo world')}</h1>
      <p class="lead">
        {view.t(
          '★に向けて歩いている会社と、それを手伝う専門家、評価機関、発注者たちです。誰かになって、画面をひととおり試してください。',
          'Firms on their way to a ★, and the experts, bodies and buyers around them. Be anyone and try every screen.',
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
      {there ? <HowToSignIn view={view} cast={cast} password={password} /> : <SetUp view={view} />}
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
          <PersonRow view={view} firm={firm} person={person} here={tenant ? people.get(person.key) : undefined} />
        ))}
      </ul>
      {firm.tries.length > 0 ? (
        <>
          <h3>{view.t('試してみること', 'Things to try')}</h3>
          <Tries view={view} firm={firm} member={member} />
        </>
      ) : null}
    </section>
  )
}

const PersonRow: FC<{ view: View; firm: Firm; person: CastPerson; here: string | undefined }> = ({
  view,
  firm,
  person,
  here,
}) => (
  <li>
    <div>
      <strong>{person.name}</strong> <span class="quiet">{person.position}</span>{' '}
      {person.roles.map((role) => (
        <span class="chip">{view.say(ROLES[role])}</span>
      ))}
      <br />
      {view.say(person.about)}
      <br />
      <span class="quiet">{demoAddress(firm, person)}</span>
    </div>
    {here ? <ActAs view={view} name={person.name} address={demoAddress(firm, person)} here={here} /> : null}
  </li>
)

const ActAs: FC<{ view: View; name: string; address: string; here: string }> = ({ view, name, address, here }) =>
  view.signedIn?.email === address ? (
    <strong>
      {here === view.viewer?.person
        ? view.t('いまのあなた', 'You are this person')
        : view.t('いまのあなた(別の会社にいます)', 'You, at another firm')}
    </strong>
  ) : (
    <form method="post" action="/demo/sign-in">
      <input type="hidden" name="person" value={address} />
      <button type="submit" class="second">
        {view.t(`${name}さんになる`, `Act as ${name}`)}
      </button>
    </form>
  )

/** One person per role, and the two ways to sign in as each. */
const HowToSignIn: FC<{ view: View; cast: CastMember[]; password: string }> = ({ view, cast, password }) => (
  <section class="card" aria-labelledby="how">
    <h2 id="how">{view.t('サインインのしかた', 'How to sign in')}</h2>
    <p>
      {view.t(
        '下の「…さんになる」を押すと、すぐにその人になれます。ふつうのサインインの画面を試すときは、メールアドレスと次のパスワードを使います(全員同じです)。',
        'Press “Act as …” below. To try the ordinary sign-in, use the mail address and this password; it is the same for all.',
      )}
    </p>
    <p>
      <code class="demo-password">{password}</code>
    </p>
    <Table
      label={view.t('役割ごとの人', 'One person per role')}
      columns={[
        { words: view.t('役割', 'Role'), kind: 'head' },
        { words: view.t('人', 'Person') },
        { words: view.t('メールアドレス', 'Mail address') },
      ]}
      rows={onePerRole(cast).map(({ role, firm, person }) => ({
        cells: [view.say(ROLES[role]), `${person.name} (${firm.name})`, demoAddress(firm, person)],
      }))}
    />
  </section>
)

function onePerRole(cast: CastMember[]): { role: Role; firm: Firm; person: CastPerson }[] {
  const everyone = cast.flatMap(({ firm }) => firm.people.map((person) => ({ firm, person })))
  return (Object.keys(ROLES) as Role[]).flatMap((role) => {
    const found = everyone.find(({ person }) => person.roles.includes(role === 'engaged' ? 'expert' : role))
    return found ? [{ role, ...found }] : []
  })
}

/** Links lead into assessments of the organisation where the visitor sits; elsewhere the words stand alone. */
const Tries: FC<{ view: View; firm: Firm; member: CastMember }> = ({ view, firm, member }) => {
  const sitsHere = member.tenant !== undefined && member.tenant === view.viewer?.tenant
  return (
    <ul>
      {firm.tries.map(({ words, assessment, path }) => {
        const id = member.assessments.get(assessment)
        return <li>{sitsHere && id ? <a href={view.to(`/assessments/${id}${path}`)}>{view.say(words)}</a> : view.say(words)}</li>
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
      {view.signedIn ? <a href={view.to('/organisations')}>{view.t('組織を切り替える', 'Switch organisation')}</a> : null}
    </div>
  </section>
)
