-- インシデント: what was found, and what was done about it, as facts. Nothing of it is ever changed or removed: whoever was wrong adds
-- an entry that names the wrong one.
create table incident (
  tenant_id uuid not null,
  id uuid not null,
  -- A drill is no incident: it is marked everywhere and counted nowhere.
  drill boolean not null,
  reported_by uuid not null,
  reported_at timestamptz not null,
  primary key (tenant_id, id)
);
create index incident_by_time on incident (tenant_id, drill, reported_at desc, id desc);

create table incident_entry (
  tenant_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  kind text not null check (kind in
    ('discovery', 'first-response', 'investigation', 'recovery', 'final-report', 'contact', 'lesson')),
  -- When it happened, beside when it was written down.
  happened_at timestamptz not null,
  -- Who found or did it, by name as it was then, whether or not they have an account.
  done_by text not null check (length(done_by) between 1 and 100),
  body text not null check (length(body) between 1 and 4000),
  -- What it concerns: of a discovery the devices, services and information; of a contact and a lesson, whom it reached.
  concerns text not null default '' check (length(concerns) <= 1000),
  -- The level that was decided, and what the organisation called it then.
  level smallint check (level between 1 and 9),
  level_name text not null default '' check (length(level_name) <= 100),
  -- The entry that this one corrects, and why. No reference: backups write tables in the order of theirs.
  corrects uuid,
  correction text not null default '' check (length(correction) <= 1000),
  written_by uuid not null,
  written_at timestamptz not null,
  check ((corrects is null) = (correction = '')),
  check ((level is null) = (level_name = '')),
  primary key (tenant_id, id),
  foreign key (tenant_id, incident_id) references incident (tenant_id, id)
);
create index incident_entry_of on incident_entry (tenant_id, incident_id, happened_at, id);
-- Two corrections of one entry would leave open which of them holds.
create unique index incident_entry_corrects on incident_entry (tenant_id, corrects) where corrects is not null;

-- What the organisation decided beforehand, as JSON: its levels (5-2-1-1), whom to call, what to do in the first hour. The highest
-- number holds; earlier ones say what was in force when.
create table incident_setting (
  tenant_id uuid not null,
  setting text not null check (setting in ('levels', 'contacts', 'first-hour')),
  number integer not null check (number > 0),
  content jsonb not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (tenant_id, setting, number)
);

do $$
declare
  name text;
begin
  foreach name in array array['incident', 'incident_entry', 'incident_setting'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
end $$;
