-- What each scope may do, no wider than it does; src/db/grants.db.test.ts shows it as a table. And up to where each log was handed on
-- to a collector elsewhere, which is the keeper's business alone.

create table log_forward (
  tenant_id uuid primary key,
  sent integer not null
);

-- Which node hands on, until when: one row.
create table log_forwarder (
  one boolean primary key default true check (one),
  node text not null,
  until timestamptz not null
);

alter table log_forward enable row level security;
alter table log_forwarder enable row level security;

do $$
declare
  name text;
begin
  foreach name in array array['organisation', 'person', 'level_decision', 'assessment', 'scope_item', 'answer', 'answer_version',
                              'import_draft', 'sheet_export', 'official_wording', 'engagement', 'invitation', 'oidc_provider', 'oidc_link',
                              'log_head', 'log_entry', 'log_checkpoint', 'account'] loop
    execute format('revoke all on %I from hoshitori_app, hoshitori_door', name);
  end loop;
end
$$;

-- The tenant's scope. Whose account a person has is written where people sign in: an account is seen by being somebody's here.
grant select, update (name, kinds, second_factor_required, log_months) on organisation to hoshitori_app;
grant select, insert (tenant_id, id, name, position, roles, engagement_id, created_at), update (name, position, roles, ended_at)
  on person to hoshitori_app;
grant select (id, email, name, lang, demo, totp_confirmed_at, closed_at) on account to hoshitori_app;
grant select, insert, update, delete on assessment to hoshitori_app;
grant select, insert, update on answer to hoshitori_app;
grant select, insert on answer_version, level_decision, sheet_export to hoshitori_app;
grant select, insert, delete on scope_item, import_draft, official_wording to hoshitori_app;
grant update (understanding, choices) on import_draft to hoshitori_app;
grant select, insert, update on engagement, invitation to hoshitori_app;
grant select, insert, update, delete on oidc_provider to hoshitori_app;
grant select, delete on oidc_link to hoshitori_app;

-- The scope of signing in.
grant select, insert on organisation to hoshitori_door;
grant select, insert, update on person, account to hoshitori_door;
grant select, update on engagement to hoshitori_door;
grant select, insert, update on invitation to hoshitori_door;
grant select on oidc_provider to hoshitori_door;
grant select, insert, delete on oidc_link to hoshitori_door;

-- Both append to logs. Signing in appends to those of organisations without reading them; it reads that of the installation alone.
grant select, insert, update (size, frontier, checkpoint, at) on log_head to hoshitori_app, hoshitori_door;
grant select, insert on log_entry to hoshitori_app, hoshitori_door;
grant select, insert on log_checkpoint to hoshitori_app;
grant insert on log_checkpoint to hoshitori_door;
drop policy door on log_entry;
drop policy door on log_checkpoint;
create policy door_appends on log_entry for insert to hoshitori_door with check (true);
create policy door_reads on log_entry for select to hoshitori_door using (tenant_id = '00000000-0000-0000-0000-000000000000');
create policy door_appends on log_checkpoint for insert to hoshitori_door with check (true);

-- A function could put the role or the tenant aside in the midst of a query. Where the owner is no superuser, docs/how-to/postgresql.md
-- says how to take it away.
do $$
begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
  end if;
end
$$;
