-- できごと (events): what happens to people, partners and devices, and the checklist that the criteria ask for then.

create table event (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in
    ('joining', 'leaving', 'transfer', 'contract-start', 'contract-end', 'disposal', 'leak', 'serious-incident')),
  -- Whom or what it is about.
  about text not null check (length(about) between 1 and 200),
  happens_on text not null check (happens_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  note text not null default '' check (length(note) <= 4000),
  -- What began it, where no person did by the form: it begins one of a kind.
  source_id uuid,
  begun_by uuid not null,
  begun_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz,
  check ((closed_by is null) = (closed_at is null)),
  primary key (tenant_id, id)
);
create unique index event_source on event (tenant_id, kind, source_id) where source_id is not null;
create index event_open on event (tenant_id, (closed_at is null) desc, happens_on desc, id desc);

create table event_item (
  tenant_id uuid not null,
  event_id uuid not null,
  number smallint not null check (number > 0),
  edition text not null,
  duty text not null check (duty ~ '^[0-9]+(-[0-9]+){3}/[0-9]+$'),
  due_on text not null check (due_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  assignee uuid,
  outcome text check (outcome in ('done', 'aside')),
  -- Why it was set aside; what was done, where somebody says so.
  reason text not null default '' check (length(reason) <= 1000),
  decided_by uuid,
  decided_at timestamptz,
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check (outcome is distinct from 'aside' or reason <> ''),
  primary key (tenant_id, event_id, number),
  foreign key (tenant_id, event_id) references event (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['event', 'event_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (closed_by, closed_at) on event to hoshitori_app;
  grant update (outcome, reason, decided_by, decided_at) on event_item to hoshitori_app;
end $$;
