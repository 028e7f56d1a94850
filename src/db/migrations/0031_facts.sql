-- 技術的事実: what files of tools said of devices, and what was done about it. The files themselves are not kept: their hash is.

create table fact_file (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  format text not null,
  seen_on text check (seen_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  devices integer not null check (devices >= 0),
  findings integer not null check (findings >= 0),
  -- What it suggests of criteria, and what was not understood of it, as they were when it was read.
  suggestions jsonb not null,
  not_understood jsonb not null,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, id)
);
create index fact_file_by_day on fact_file (tenant_id, added_at desc, id);

-- A finding that bears on a criterion, known again by what it is about: a later file of the same finds it here.
create table device_finding (
  tenant_id uuid not null,
  id text not null check (length(id) between 1 and 40),
  -- The file that said it last, and where in it.
  file_id uuid not null,
  place text not null,
  device text not null,
  port text,
  kind text not null,
  title text not null,
  cve jsonb not null,
  -- The score that is shown, with its version and vector.
  score jsonb,
  severity text not null,
  criteria jsonb not null,
  released text check (released ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  detected text check (detected ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day in time by 4-4-4-2, and from which day it is counted.
  due text check (due ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  due_from text check (due_from in ('release', 'publication')),
  -- What was done: the update was applied, or one of the four mitigations is in place, or the function is not in use.
  handled text check (handled in ('applied', 'function-off', 'workaround', 'isolated', 'blocked', 'unused')),
  handled_on text check (handled_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  handled_by uuid,
  handled_at timestamptz,
  revision integer not null default 1,
  check ((handled is null) = (handled_on is null) and (handled is null) = (handled_by is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, file_id) references fact_file (tenant_id, id)
);
create index device_finding_open on device_finding (tenant_id, coalesce(due, '9999-99-99'), id) where handled is null;
create index device_finding_handled on device_finding (tenant_id, handled_on, id) where handled is not null;

do $$
declare
  name text;
begin
  foreach name in array array['fact_file', 'device_finding'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (file_id, place, score, severity, criteria, released, detected, due, due_from, handled, handled_on, handled_by,
    handled_at, revision) on device_finding to hoshitori_app;
end $$;
