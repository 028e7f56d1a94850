import type { FC } from 'hono/jsx'
import { ACTS, type Act, type Extent, ROLES, type Role } from '../../roles/permissions.ts'
import { Page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import type { View } from '../../ui/view.ts'

/** Who may do what, as a table that a person reads: the very one that the routes ask. */
export const PermissionsPage: FC<{ view: View }> = ({ view }) => (
  <Page view={view} title={view.t('だれが何をできるか', 'Who may do what')} wide>
    <h1>{view.t('だれが何をできるか', 'Who may do what')}</h1>
    <p class="lead">
      {view.t(
        '星取の画面と操作は、すべてこの表のとおりに開きます。1人が複数の役割を持つと、できることは足し合わされます。',
        'Every page and every act of Hoshitori asks this table. Several roles add up.',
      )}
    </p>
    <dl class="roles">
      {roles().map((role) => (
        <div>
          <dt>{view.say(ROLES[role])}</dt>
          <dd>{view.say(ROLES[role].about)}</dd>
        </div>
      ))}
    </dl>
    <p class="quiet">
      {view.t(
        '○ すべて、割 割り当てられた評価基準だけ、契 契約の範囲だけ、― できない。※印の操作の前には、もう一度本人か確かめます。',
        '○ everything, A assigned criteria alone, E what the engagement covers, ― not at all. Before an act with ※ you prove once more who you are.',
      )}
    </p>
    <Table
      label={view.t('権限の表', 'Table of permissions')}
      class="permissions"
      columns={[{ words: view.t('すること', 'Act'), kind: 'head' }, ...roles().map((role) => ({ words: view.say(ROLES[role]) }))]}
      rows={(Object.keys(ACTS) as Act[]).map((act) => ({
        cells: [
          `${view.say(ACTS[act])}${ACTS[act].stepUp ? ' ※' : ''}`,
          ...roles().map((role) => <Reach view={view} extent={ACTS[act].may[role]} />),
        ],
      }))}
    />
  </Page>
)

const Reach: FC<{ view: View; extent: Extent | undefined }> = ({ view, extent }) => {
  const { mark, words } = {
    none: { mark: '―', words: view.t('できない', 'No') },
    all: { mark: '○', words: view.t('できる', 'Yes') },
    assigned: { mark: view.t('割', 'A'), words: view.t('割り当てられた評価基準だけ', 'Assigned criteria alone') },
    engaged: { mark: view.t('契', 'E'), words: view.t('契約の範囲だけ', 'What the engagement covers') },
  }[extent ?? 'none']
  return (
    <span class={extent ?? 'none'}>
      <span aria-hidden="true">{mark}</span>
      <span class="visually-hidden">{words}</span>
    </span>
  )
}

function roles(): Role[] {
  return Object.keys(ROLES) as Role[]
}
