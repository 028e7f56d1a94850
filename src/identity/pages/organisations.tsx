import type { FC } from 'hono/jsx'
import type { Refusal } from '../../kernel/refusal.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../../ui/view.ts'
import type { Organisation, Person } from '../actions.ts'

/** Who is here: the people of the organisation, the organisations of this machine, and the demo world. */
export const OrganisationsPage: FC<{
  view: View
  organisations: Organisation[]
  people: Person[]
  /** What was typed for a new person and refused. */
  typed: { name: string; position: string }
  refusals: readonly Refusal[]
}> = ({ view, organisations, people, typed, refusals }) => (
  <Page view={view} title={view.t('組織と人', 'Organisation and people')} area="organisation">
    <h1>{view.t('組織と人', 'Organisation and people')}</h1>
    <Refusals view={view} refusals={refusals} />
    {view.viewer ? <People view={view} people={people} typed={typed} refusals={refusals} /> : null}
    <section>
      <h2>{view.t('このパソコンの組織', 'Organisations on this computer')}</h2>
      <ul class="rows">
        {organisations.map((organisation) => (
          <li>
            <span>
              {organisation.name} {organisation.demo ? <span class="chip">{view.t('デモ', 'Demo')}</span> : null}
            </span>
            {organisation.id === view.viewer?.tenant ? (
              <strong>{view.t('いまここ', 'You are here')}</strong>
            ) : (
              <form method="post" action="/seat">
                <input type="hidden" name="organisation" value={organisation.id} />
                <button class="second" type="submit">
                  {view.t('切り替える', 'Switch')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
    <div class="columns">
      {organisations.some((organisation) => !organisation.demo) ? null : <OwnOrganisation view={view} />}
      {organisations.some((organisation) => organisation.demo) ? <DemoRemoval view={view} /> : <DemoOffer view={view} />}
    </div>
  </Page>
)

const People: FC<Pick<Parameters<typeof OrganisationsPage>[0], 'view' | 'people' | 'typed' | 'refusals'>> = ({
  view,
  people,
  typed,
  refusals,
}) => (
  <section>
    <h2>{view.t(`${view.viewer?.organisationName}の人`, `People of ${view.viewer?.organisationName}`)}</h2>
    <p>
      {view.t(
        'アカウントはまだありません。このパソコンの前にいる人を選ぶと、その人の名前で記録されます。該当なしは、回答した人とは別の人が確認します。',
        'There are no accounts yet. Choose who sits at this computer; what is done is recorded in that name. “Not applicable” is confirmed by someone other than the person who answered.',
      )}
    </p>
    <ul class="rows">
      {people.map((person) => (
        <li>
          <span>
            {person.name} {person.position ? <span class="quiet">{person.position}</span> : null}
          </span>
          {person.id === view.viewer?.person ? (
            <strong>{view.t('あなた', 'You')}</strong>
          ) : (
            <form method="post" action="/seat">
              <input type="hidden" name="organisation" value={view.viewer?.tenant ?? ''} />
              <input type="hidden" name="person" value={person.id} />
              <button class="second" type="submit">
                {view.t('この人になる', 'Act as this person')}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    <details open={refusals.length > 0}>
      <summary>{view.t('人を加える', 'Add a person')}</summary>
      <form method="post" action="/people">
        <Field
          view={view}
          name="name"
          label={view.t('名前', 'Name')}
          value={typed.name}
          maxlength={100}
          required
          refusals={refusals}
        />
        <Field
          view={view}
          name="position"
          label={view.t('部署・役割', 'Department or role')}
          value={typed.position}
          maxlength={100}
          refusals={refusals}
        />
        <div class="actions">
          <button type="submit">{view.t('加える', 'Add')}</button>
        </div>
      </form>
    </details>
  </section>
)

const OwnOrganisation: FC<{ view: View }> = ({ view }) => (
  <section class="card">
    <h2>{view.t('自社の評価を始める', 'Begin with your own company')}</h2>
    <form method="post" action="/organisations">
      <Field
        view={view}
        name="organisation"
        label={view.t('会社・組織の名前', 'Company or organisation')}
        maxlength={200}
        required
      />
      <Field view={view} name="person" label={view.t('あなたの名前', 'Your name')} maxlength={100} required />
      <button type="submit">{view.t('始める', 'Begin')}</button>
    </form>
  </section>
)

const DemoRemoval: FC<{ view: View }> = ({ view }) => (
  <section class="card">
    <h2>{view.t('デモを片付ける', 'Clear the demo away')}</h2>
    <p>
      {view.t(
        '架空の会社とその回答をすべて消します。自社の内容は残ります。',
        'Removes the made-up firms and their answers. Yours stay.',
      )}
    </p>
    <form method="post" action="/demo/removal">
      <button class="second" type="submit">
        {view.t('デモを消す', 'Remove the demo')}
      </button>
    </form>
  </section>
)

const DemoOffer: FC<{ view: View }> = ({ view }) => (
  <section class="card">
    <h2>{view.t('デモの世界を見てまわる', 'Look around in a demo world')}</h2>
    <form method="post" action="/demo">
      <button class="second" type="submit">
        {view.t('デモを用意する', 'Set up the demo')}
      </button>
    </form>
  </section>
)
