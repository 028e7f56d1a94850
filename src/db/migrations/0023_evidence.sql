-- 証跡: what shows that something is done. A piece says what it is; its versions say where its content is, and are facts; its links say
-- which answers and tasks it serves.

create table evidence (
  tenant_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('rule', 'register', 'record', 'setting', 'log', 'photo', 'contract', 'certificate', 'other')),
  -- The days that it tells of, not those on which it came here.
  period_from text check (period_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  period_to text check (period_to ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and period_to >= period_from),
  issued_on text check (issued_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  source text not null default '',
  custodian text not null default '',
  confidentiality text not null check (confidentiality in ('public', 'internal', 'confidential', 'strict')),
  -- The last day on which it counts; null for one that does not run out.
  valid_until text check (valid_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- No engaged expert sees it, whatever the engagement shows.
  insiders_only boolean not null default false,
  -- The number of its newest version.
  version integer not null default 1,
  withdrawn_reason text check (length(withdrawn_reason) > 0),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  check ((withdrawn_reason is null) = (withdrawn_by is null) and (withdrawn_reason is null) = (withdrawn_at is null)),
  primary key (tenant_id, id)
);
create index evidence_by_title on evidence (tenant_id, title, id);
-- What never runs out comes last.
create index evidence_by_end on evidence (tenant_id, coalesce(valid_until, '9999-12-31'), id);

create table evidence_version (
  tenant_id uuid not null,
  evidence_id uuid not null,
  number integer not null check (number > 0),
  content text not null check (content in ('file', 'link', 'kept')),
  -- A stored file, its name as it was brought, and its media type as its first bytes tell.
  file_id uuid,
  name text not null default '',
  media_type text not null default '',
  -- SHA-256 in hexadecimal, as typed or computed, of what is kept elsewhere.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The address of a link; where something is kept, and by whom.
  href text not null default '',
  place text not null default '',
  keeper text not null default '',
  note text not null default '',
  added_by uuid not null,
  added_at timestamptz not null,
  check ((content = 'file') = (file_id is not null) and (content <> 'file' or name <> '')),
  check (content = 'kept' or sha256 is null),
  check (content <> 'link' or href <> ''),
  check (content <> 'kept' or place <> ''),
  primary key (tenant_id, evidence_id, number),
  foreign key (tenant_id, evidence_id) references evidence (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references stored_file (tenant_id, id)
);
create index evidence_version_of_file on evidence_version (tenant_id, file_id) where content = 'file';

create table evidence_link (
  tenant_id uuid not null,
  evidence_id uuid not null,
  assessment_id uuid not null,
  -- A criterion of the assessment by its number, or a task of it by its id.
  kind text not null check (kind in ('criterion', 'task')),
  target text not null check (length(target) between 1 and 100),
  linked_by uuid not null,
  linked_at timestamptz not null,
  -- The version that somebody looked at and found to show what the criterion asks.
  checked_version integer check (checked_version > 0),
  checked_by uuid,
  checked_at timestamptz,
  check ((checked_version is null) = (checked_by is null) and (checked_version is null) = (checked_at is null)),
  primary key (tenant_id, evidence_id, assessment_id, kind, target),
  foreign key (tenant_id, evidence_id) references evidence (tenant_id, id) on delete cascade,
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index evidence_link_of_target on evidence_link (tenant_id, assessment_id, kind, target, evidence_id);

do $$
declare
  name text;
begin
  foreach name in array array['evidence', 'evidence_version', 'evidence_link'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (title, kind, period_from, period_to, issued_on, source, custodian, confidentiality, valid_until, insiders_only,
    version, withdrawn_reason, withdrawn_by, withdrawn_at, changed_by, changed_at, revision) on evidence to hoshitori_app;
  grant update (checked_version, checked_by, checked_at) on evidence_link to hoshitori_app;
  grant delete on evidence_link to hoshitori_app;
end $$;
