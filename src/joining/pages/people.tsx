import type { FC } from 'hono/jsx'
import { boundsOf, type Typed } from '../../kernel/form.ts'
import { type Instant, toWordsInJapan } from '../../kernel/instant.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Person } from '../../organisation/actions.ts'
import { PERSON_WITH_ROLES } from '../../organisation/index.ts'
import { type OrganisationKind, ROLES, type Role } from '../../roles/permissions.ts'
import { PERSON } from '../../roles/person.ts'
import { Field, Refusals } from '../../ui/components.tsx'
import { AddressField } from '../../ui/entrance-fields.tsx'
import { Once } from '../../ui/once.tsx'
import { OrganisationFrame } from '../../ui/organisation-frame.tsx'
import { type Row, Table } from '../../ui/table.tsx'
import { SavedNote } from '../../ui/toast.tsx'
import type { View } from '../../ui/view.ts'
import { INVITATION } from '../invitation-actions.ts'
import type { Invitation } from '../invitation-store.ts'
import { RoleChoices } from './role-choices.tsx'

export type PeopleProps = {
  view: View
  people: Person[]
  kinds: readonly OrganisationKind[]
  invitations: Invitation[]
  now: Instant
  /** The letters of this installation are on a page of this machine. */
  mailShown: boolean
  told: 'saved' | 'invited' | 'ended' | undefined
  refusals: readonly Refusal[]
  /** What was typed and refused; `form` is `invitation`, `name-only`, or the id of the person who was to be changed. */
  typed: ({ form: string } & Typed<typeof PERSON> & Partial<Typed<typeof INVITATION>>) | undefined
}

/** The people of the organisation, what each may do, and how to bring in another. */
export const PeoplePage: FC<PeopleProps> = (props) => {
  const { view, people, told, refusals } = props
  const here = people.filter(({ endedAt }) => endedAt === null)
  const gone = people.filter(({ endedAt }) => endedAt !== null)
  return (
    <OrganisationFrame view={view} part="people" title={view.t('人と役割', 'People and roles')}>
      <h1>{view.t('人と役割', 'People and roles')}</h1>
      {told ? (
        <SavedNote>
          {toldWords(view, told)}{' '}
          {told === 'invited' && props.mailShown ? <a href="/mail">{view.t('届いたメールを見る', 'See the letters')}</a> : null}
        </SavedNote>
      ) : null}
      <Refusals view={view} refusals={refusals.map((refusal) => leadingInto(props.typed?.form, refusal))} />
      <Table
        label={view.t('組織の人', 'People of the organisation')}
        columns={[
          { words: view.t('名前', 'Name'), kind: 'head' },
          { words: view.t('役割', 'Roles') },
          { words: view.t('部署・役職', 'Department or position') },
          { words: view.t('メールアドレス', 'Mail address') },
        ]}
        rows={here.map((person) => toRow(props, person))}
      />
      <p>
        <a href={view.to('/permissions')}>{view.t('だれが何をできるか(権限の表)', 'Who may do what (the table)')}</a>
      </p>
      {props.invitations.length > 0 ? <Invitations {...props} /> : null}
      {view.may('people.invite') ? <BringIn {...props} /> : null}
      {gone.length > 0 ? (
        <details>
          <summary>{view.t(`外れた人 ${gone.length}人`, `${gone.length} whose access ended`)}</summary>
          <ul>
            {gone.map((person) => (
              <li class="quiet">{`${person.name} (${toWordsInJapan(person.endedAt ?? '', view.lang)})`}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </OrganisationFrame>
  )
}

function toRow(props: PeopleProps, person: Person): Row {
  const { view, typed } = props
  const roles: readonly Role[] = person.engagement ? ['engaged'] : person.roles
  return {
    cells: [
      <>
        {person.name}
        {person.id === view.viewer?.person ? <span class="chip">{view.t('あなた', 'You')}</span> : null}
        {person.account === null ? <span class="chip">{view.t('名前だけ', 'By name only')}</span> : null}
      </>,
      roles.map((role) => view.say(ROLES[role])).join(view.t('・', ', ')),
      person.position,
      person.email,
    ],
    below:
      view.may('people.change') && !person.engagement ? (
        <details open={typed?.form === person.id}>
          <summary>{view.t(`${person.name}さんの役割を変える・外す`, `Change or end: ${person.name}`)}</summary>
          <ChangePerson {...props} person={person} />
        </details>
      ) : null,
  }
}

const ChangePerson: FC<PeopleProps & { person: Person }> = ({ view, person, kinds, typed, refusals }) => {
  const own = typed?.form === person.id ? typed : undefined
  return (
    <div class="person-forms">
      <form method="post" action={view.to(`/people/${person.id}`)}>
        <Field
          view={view}
          name="name"
          id={idIn(person.id, 'name')}
          label={view.t('名前', 'Name')}
          value={own?.name ?? person.name}
          {...boundsOf(PERSON_WITH_ROLES, 'name')}
          refusals={own ? refusals : []}
        />
        <Field
          view={view}
          name="position"
          id={idIn(person.id, 'position')}
          label={view.t('部署・役職', 'Department or position')}
          value={own?.position ?? person.position}
          {...boundsOf(PERSON_WITH_ROLES, 'position')}
          refusals={own ? refusals : []}
        />
        <RoleChoices
          view={view}
          id={idIn(person.id, 'roles')}
          kinds={kinds}
          chosen={own?.roles ?? person.roles}
          refusals={own ? refusals : []}
        />
        <div class="actions">
          <button type="submit">{view.t('保存', 'Save')}</button>
        </div>
      </form>
      <form method="post" action={view.to(`/people/${person.id}/end`)}>
        <p class="quiet">
          {view.t(
            '外すと、サインインしていてもすぐに入れなくなります。名前と、その人がしたことの記録は残ります。',
            'Ends their access at once. The name and the record of what they did stay.',
          )}
        </p>
        <button type="submit" class="danger">
          {view.t(`${person.name}さんを組織から外す`, `End the access of ${person.name}`)}
        </button>
      </form>
    </div>
  )
}

const Invitations: FC<PeopleProps> = ({ view, invitations, now }) => (
  <section>
    <h2>{view.t('返事を待っている招待', 'Invitations that wait')}</h2>
    <Table
      label={view.t('返事を待っている招待', 'Invitations that wait')}
      columns={[
        { words: view.t('名前', 'Name'), kind: 'head' },
        { words: view.t('役割', 'Roles') },
        { words: view.t('メールアドレス', 'Mail address') },
        { words: view.t('期限', 'Open until') },
        { words: view.t('取り消す', 'Withdraw'), kind: 'acts' },
      ]}
      rows={invitations.map((invitation) => ({
        cells: [
          invitation.name,
          invitation.roles.map((role) => view.say(ROLES[role])).join(view.t('・', ', ')),
          invitation.email,
          invitation.expiresAt > now
            ? view.t(`${toWordsInJapan(invitation.expiresAt)} まで`, toWordsInJapan(invitation.expiresAt, 'en'))
            : view.t('期限が切れました', 'ran out'),
          <form method="post" action={view.to(`/people/invitations/${invitation.id}/withdrawal`)}>
            <button
              type="submit"
              class="second small"
              aria-label={view.t(`${invitation.name}さんへの招待を取り消す`, `Withdraw the invitation of ${invitation.name}`)}
            >
              {view.t('取り消す', 'Withdraw')}
            </button>
          </form>,
        ],
      }))}
    />
  </section>
)

const BringIn: FC<PeopleProps> = ({ view, people, kinds, typed, refusals }) => {
  const inviting = typed?.form === 'invitation' ? typed : undefined
  const naming = typed?.form === 'name-only' ? typed : undefined
  const nameOnly = people.filter(({ account, endedAt }) => account === null && endedAt === null)
  return (
    <div class="columns">
      <section class="card" aria-labelledby="invite">
        <h2 id="invite">{view.t('メールで招く', 'Invite by mail')}</h2>
        <form method="post" action={view.to('/people/invitations')}>
          <Once />
          <Field
            view={view}
            name="name"
            label={view.t('名前', 'Name')}
            value={inviting?.name ?? ''}
            {...boundsOf(INVITATION, 'name')}
            refusals={inviting ? refusals : []}
          />
          <AddressField
            view={view}
            value={inviting?.email ?? ''}
            {...boundsOf(INVITATION, 'email')}
            autocomplete="off"
            refusals={inviting ? refusals : []}
          />
          <Field
            view={view}
            name="position"
            label={view.t('部署・役職', 'Department or position')}
            value={inviting?.position ?? ''}
            {...boundsOf(INVITATION, 'position')}
            refusals={inviting ? refusals : []}
          />
          <RoleChoices view={view} kinds={kinds} chosen={inviting?.roles ?? []} refusals={inviting ? refusals : []} />
          {nameOnly.length > 0 ? (
            <div class="field">
              <label for="person">{view.t('名前だけで登録した人のとき', 'Somebody known by name so far')}</label>
              <select name="person" id="person">
                <option value="">{view.t('ちがう', 'No')}</option>
                {nameOnly.map((person) => (
                  <option value={person.id} selected={inviting?.person === person.id}>
                    {person.name}
                  </option>
                ))}
              </select>
            </div>
          ) : null}
          <button type="submit">{view.t('招待を送る', 'Send the invitation')}</button>
        </form>
      </section>
      <section class="card" aria-labelledby="name-only">
        <h2 id="name-only">{view.t('名前だけで加える', 'Add by name only')}</h2>
        <p>
          {view.t(
            'サインインしない人を、評価基準の担当として書けるようになります。あとから招くこともできます。',
            'Somebody who does not sign in can own criteria. You can invite them later.',
          )}
        </p>
        <form method="post" action={view.to('/people')}>
          <Once />
          <Field
            view={view}
            name="name"
            id={idIn('name-only', 'name')}
            label={view.t('名前', 'Name')}
            value={naming?.name ?? ''}
            {...boundsOf(PERSON, 'name')}
            refusals={naming ? refusals : []}
          />
          <Field
            view={view}
            name="position"
            id={idIn('name-only', 'position')}
            label={view.t('部署・役職', 'Department or position')}
            value={naming?.position ?? ''}
            {...boundsOf(PERSON, 'position')}
            refusals={naming ? refusals : []}
          />
          <button type="submit" class="second">
            {view.t('加える', 'Add')}
          </button>
        </form>
      </section>
    </div>
  )
}

/** The page has fields of the same name in several forms: those of the invitation carry the plain name as their id. */
function idIn(form: string, field: string): string {
  return form === 'invitation' ? field : `${field}-${form}`
}

/** A refusal whose link leads into the form that was refused. */
function leadingInto(form: string | undefined, refusal: Refusal): Refusal {
  return form && refusal.field ? { ...refusal, field: idIn(form, refusal.field) } : refusal
}

function toldWords(view: View, told: NonNullable<PeopleProps['told']>): string {
  if (told === 'invited') return view.t('招待のメールを送りました。', 'The invitation is on its way.')
  if (told === 'ended') return view.t('組織から外しました。', 'Their access has ended.')
  return view.t('保存しました。', 'Saved.')
}
