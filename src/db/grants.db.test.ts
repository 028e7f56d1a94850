import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/database.ts'
import { INSTALLATION, type TenantId } from '../kernel/ids.ts'
import type { Scope } from './db.ts'

const database = testDatabase()
const ROLES = { tenant: 'hoshitori_app', signIn: 'hoshitori_door' }

/** What each scope may do with each table: S select, I insert, U update, D delete; a lower-case letter for some of its columns. */
const GRANTS = `
  account            tenant s     signIn SIU
  advice             tenant SIu
  answer             tenant SIU
  answer_version     tenant SI
  assessment         tenant SIUD
  calendar_feed      tenant SID   signIn s
  company_year       tenant SI
  direction          tenant SI
  device_finding     tenant SIu
  diagram_link       tenant SID
  diagram_spot       tenant SIuD
  document           tenant SIu
  document_acknowledgement tenant SI
  document_reader    tenant SIu   signIn s
  document_version   tenant SIu
  duty_assignment    tenant SIu
  duty_move          tenant SI
  duty_schedule      tenant SI
  engagement         tenant SIU   signIn SU
  event              tenant SIu
  event_item         tenant SIu
  evidence           tenant SIu
  evidence_link      tenant SIuD
  evidence_sum       tenant SIu
  evidence_version   tenant SI
  fact_file          tenant SI
  import_draft       tenant SIuD
  incident           tenant SI
  incident_entry     tenant SI
  incident_setting   tenant SI
  invitation         tenant SIU   signIn SIU
  issue              tenant SIu
  issue_criterion    tenant SID
  level_decision     tenant SI
  log_checkpoint     tenant SI    signIn I
  log_entry          tenant SI    signIn SI
  log_forward
  log_forwarder
  log_head           tenant SIu   signIn SIu
  mail               tenant I     signIn SIUD
  measure_effort     tenant SIU
  migration
  official_wording   tenant SID
  oidc_link          tenant SD    signIn SID
  oidc_provider      tenant SIUD  signIn S
  operation_record   tenant SI
  organisation       tenant Su    signIn SI
  passkey            signIn SIUD
  person             tenant Siu   signIn SIU
  plan               tenant SIU
  plan_version       tenant SIu
  reading_choice     tenant SIU
  record_evidence    tenant SI
  record_request     tenant SIu   signIn s
  record_setting     tenant SIu
  record_signature   tenant SI
  recovery_code      signIn SIUD
  register           tenant SIu
  register_import    tenant SIuD
  register_key       tenant SID
  register_row       tenant SIu
  register_version   tenant SI
  scope_item         tenant SID
  sent_form          tenant SIUD  signIn SIUD
  session            tenant sD    signIn SIUD
  sheet_export       tenant SI
  sign_in_throttle   signIn SIUD
  stocktake          tenant SIu
  stocktake_look     tenant SIu
  stored_file        tenant SID
  target_begun       tenant SI
  task               tenant SIU
  statement_draft    tenant SIuD
  task_proposal      tenant SIuD
  ticket             signIn SIUD
  upload             tenant SIuD
  upload_part        tenant SID
`

/** Of which columns alone, where it is not the whole table. */
const COLUMNS = `
  signIn calendar_feed select id lang person_id tenant_id token_hash
  signIn record_request select expires_at id revoked_at tenant_id token_hash
  signIn document_reader select document_id expires_at id revoked_at tenant_id token_hash
  tenant document update answers changed_at changed_by review_months review_on revision sections title
  tenant document_reader update expires_at revoked_at told_at told_version
  tenant duty_assignment update assignee changed_at changed_by revision substitute
  tenant document_version update decided_at decided_by outcome published_at published_by word
  tenant advice update        ended_at ended_by outcome
  tenant account select       closed_at demo email id lang name totp_confirmed_at
  tenant event update closed_at closed_by
  tenant event_item update decided_at decided_by outcome reason
  tenant evidence update      changed_at changed_by confidentiality custodian insiders_only issued_on kind period_from period_to revision source title valid_until version withdrawn_at withdrawn_by withdrawn_reason
  tenant evidence_link update checked_at checked_by checked_version
  tenant evidence_sum update checked_until covered newest pieces until
  tenant import_draft update  choices understanding
  tenant issue update         aside_at aside_by aside_reason merged_into note revision title
  tenant record_request update revoked_at
  tenant record_setting update asks_signature
  tenant plan_version update  decided_at decided_by outcome word
  tenant task_proposal update decided_at decided_by outcome
  tenant upload update        received stored_id touched_at
  signIn log_head update      at checkpoint frontier size
  tenant log_head update      at checkpoint frontier size
  tenant organisation update  kinds log_months name second_factor_required
  tenant person insert        created_at engagement_id id name position roles tenant_id
  tenant person update        ended_at looked_at name position roles
  tenant register update      gapped gone headers here own vanished
  tenant register_import update choices
  tenant register_row update  cells changed_at changed_by gaps gone_on gone_reason imported revision seen_by seen_on source vanished_at words
  tenant stocktake update     ended_at ended_by note
  tenant stocktake_look update at by result
  tenant device_finding update criteria detected due due_from file_id handled handled_at handled_by handled_on place released revision score severity
  tenant diagram_spot update  x y
  tenant statement_draft update choices reading
  tenant session select       account_id only_tenant_id
`

const squeezed = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '')
    .sort()

test('the rights of each scope on each table are these, and no others', async () => {
  const { rows } = await asOwner((tx) =>
    sql<{ name: string; role: string; right: string; whole: boolean; part: boolean }>`
      select c.relname as name, r.rolname as role, p.right, has_table_privilege(r.oid, c.oid, p.right) as whole,
        p.right in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege(r.oid, c.oid, p.right) as part
      from pg_class c cross join pg_roles r
      cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) with ordinality as p ("right", place)
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and r.rolname in (${ROLES.tenant}, ${ROLES.signIn})
      order by c.relname, p.place`.execute(tx),
  )
  const lines = [...new Set(rows.map(({ name }) => name))].map((name) => {
    const scopes = Object.entries(ROLES).map(([scope, role]) => {
      const own = rows.filter((row) => row.name === name && row.role === role)
      const letters = own.map(({ right, whole, part }) => (whole ? right.charAt(0) : part ? right.charAt(0).toLowerCase() : ''))
      return letters.join('') === '' ? '' : `${scope} ${letters.join('')}`
    })
    return [name, ...scopes].join(' ')
  })
  expect(squeezed(lines.join('\n'))).toEqual(squeezed(GRANTS))
})

test('where a scope has some columns alone, they are these', async () => {
  const { rows } = await asOwner((tx) =>
    sql<{ line: string }>`
      select case r.rolname when ${ROLES.tenant} then 'tenant' else 'signIn' end || ' ' || c.relname || ' ' || lower(p.right) || ' ' ||
        string_agg(a.attname, ' ' order by a.attname) as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join pg_roles r cross join unnest(array['SELECT', 'INSERT', 'UPDATE']) as p ("right")
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and r.rolname in (${ROLES.tenant}, ${ROLES.signIn})
        and not has_table_privilege(r.oid, c.oid, p.right) and has_column_privilege(r.oid, c.oid, a.attnum, p.right)
      group by r.rolname, c.relname, p.right`.execute(tx),
  )
  expect(squeezed(rows.map(({ line }) => line).join('\n'))).toEqual(squeezed(COLUMNS))
})

describe('a scope does not get out of itself', () => {
  const some = '00000000-0000-7000-8000-000000000001' as TenantId
  const other = '00000000-0000-7000-8000-000000000002' as TenantId
  const query = (scope: Scope, statement: ReturnType<typeof sql>) => database.db.transact(scope, (tx) => statement.execute(tx))

  test('signing in reads the log of the installation, and appends to others without reading them', async () => {
    for (const tenant of [INSTALLATION, some]) {
      const entry = sql`${tenant}, 0, now(), 'x', '', '{}', ''`
      await query('signIn', sql`insert into log_entry (tenant_id, position, at, act, about, body, leaf) values (${entry})`)
      await query('signIn', sql`insert into log_checkpoint values (${tenant}, 1, '') on conflict do nothing`)
    }
    const { rows } = await query('signIn', sql`select tenant_id from log_entry`)
    expect(rows).toEqual([{ tenant_id: INSTALLATION }])
    await expect(query('signIn', sql`select * from log_checkpoint`)).rejects.toThrow('permission denied')
    await expect(query('signIn', sql`update log_entry set body = ''`)).rejects.toThrow('permission denied')
  })

  test('a tenant cannot make an account its own, to see its address', async () => {
    await asOwner((tx) =>
      sql`insert into account (id, email, email_key, name, created_at) values (${other}, 'a@b.example', 'a@b.example', '他', now())`.execute(
        tx,
      ),
    )
    await asOwner((tx) => sql`insert into organisation (id, name, created_at) values (${some}, '一', now())`.execute(tx))
    const insert = sql`insert into person (tenant_id, id, name, created_at, account_id) values (${some}, ${some}, '一', now(), ${other})`
    await expect(query({ tenant: some }, insert)).rejects.toThrow('permission denied')
    await query(
      { tenant: some },
      sql`insert into person (tenant_id, id, name, created_at) values (${some}, ${some}, '一', now())`,
    )
    await expect(query({ tenant: some }, sql`update person set account_id = ${other}`)).rejects.toThrow('permission denied')
    expect((await query({ tenant: some }, sql`select email from account`)).rows).toEqual([])
  })

  test.each<[string, Scope]>([
    ['signing in', 'signIn'],
    ['a tenant', { tenant: some }],
  ])('%s cannot put its role or its tenant aside within a query', async (_, scope) => {
    for (const [name, value] of [
      ['role', 'none'],
      ['app.tenant_id', other],
    ])
      await expect(query(scope, sql`select set_config(${name}, ${value}, true)`)).rejects.toThrow('permission denied')
  })

  test('whoever puts the role aside by a statement of its own has no right at all, where requests have a login of their own', async () => {
    const asked = database.db.read({ tenant: some }, async (tx) => {
      await sql`reset role`.execute(tx)
      return (await sql<{ user: string }>`select current_user as user from account limit 1`.execute(tx)).rows
    })
    // The embedded engine has one user. No statement of ours is made of what somebody wrote, so that none can say this.
    if (database.db.engine === 'embedded') expect(await asked).toEqual([{ user: 'postgres' }])
    else await expect(asked).rejects.toThrow('permission denied for table account')
  })

  test('a statement with a parameter is one statement: none can be put behind it', async () => {
    const two = sql.raw<unknown>(`select 1 where '' = $1; reset role`)
    await expect(
      database.db.transact({ tenant: some }, (tx) => tx.executeQuery({ ...two.compile(tx), parameters: [''] })),
    ).rejects.toThrow(/multiple commands|cannot insert multiple/)
  })
})

function asOwner<T>(work: Parameters<typeof database.db.transact<T>>[1]): Promise<T> {
  return database.db.transact('admin', work)
}
