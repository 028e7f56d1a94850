-- 運用記録 (operation records): what was done of a duty, when and by whom. A record is a fact: nothing in it is ever changed. Whoever
-- was wrong adds another one that names it.

-- Somebody who was asked to do one check, by a personal link that needs no account.
create table record_request (
  tenant_id uuid not null,
  id uuid not null,
  edition text not null,
  duty text not null check (duty ~ '^[0-9]+(-[0-9]+){3}/[0-9]+$'),
  -- The day for which the duty is scheduled; null of what has no day until something happens.
  scheduled_on text check (scheduled_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  name text not null check (length(name) between 1 and 100),
  email text check (length(email) between 3 and 254),
  -- What they are to look at, in the words of whoever asks.
  message text not null default '' check (length(message) <= 2000),
  -- The link: the SHA-256 of its token to find it by, and the token itself, sealed, to be shown and sent again.
  token_hash text not null,
  token_sealed text not null,
  expires_at timestamptz not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);
create unique index record_request_token on record_request (token_hash);
create unique index record_request_id on record_request (id);
create index record_request_of_duty on record_request (tenant_id, edition, duty, scheduled_on);

create table operation_record (
  tenant_id uuid not null,
  id uuid not null,
  edition text not null,
  duty text not null check (duty ~ '^[0-9]+(-[0-9]+){3}/[0-9]+$'),
  scheduled_on text check (scheduled_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The days that it covers, both included.
  period_from text check (period_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  period_to text check (period_to ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and period_to >= period_from),
  done_on text not null check (done_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Who did it, by name as it was then, whether or not they have an account.
  done_by text not null check (length(done_by) between 1 and 100),
  looked_at text not null default '' check (length(looked_at) <= 2000),
  result text not null check (result in ('nothing-found', 'found')),
  found text not null default '' check (length(found) <= 4000),
  -- The task that was begun for what was found.
  assessment_id uuid,
  task_id uuid,
  -- Of a training: who was asked, their class, whether they attended; with both sums.
  attendance jsonb,
  people_asked integer check (people_asked >= 0),
  people_attended integer check (people_attended between 0 and people_asked),
  -- A second person has to sign it before it counts.
  asks_signature boolean not null default false,
  via text not null check (via in ('person', 'link', 'acknowledgement', 'event', 'register')),
  request_id uuid,
  -- What made it, where no person wrote it down: it is made once.
  source_id uuid,
  -- The record that this one corrects, and why. No reference: backups write tables in the order of theirs.
  corrects uuid,
  correction text not null default '' check (length(correction) <= 1000),
  recorded_by uuid,
  recorded_at timestamptz not null,
  check ((result = 'found') = (found <> '')),
  check ((corrects is null) = (correction = '')),
  check ((assessment_id is null) = (task_id is null)),
  check ((attendance is null) = (people_asked is null) and (attendance is null) = (people_attended is null)),
  check ((via in ('link', 'acknowledgement')) = (recorded_by is null)),
  check ((via = 'link') = (request_id is not null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references record_request (tenant_id, id)
);
create index operation_record_of_duty on operation_record (tenant_id, edition, duty, scheduled_on);
create index operation_record_by_day on operation_record (tenant_id, done_on desc, id desc);
-- Two corrections of one record would leave open which of them holds.
create unique index operation_record_corrects on operation_record (tenant_id, corrects) where corrects is not null;
create unique index operation_record_source on operation_record (tenant_id, edition, duty, source_id) where source_id is not null;

-- A fact: a second person looked at a record and signed it.
create table record_signature (
  tenant_id uuid not null,
  record_id uuid not null,
  signed_by uuid not null,
  signed_at timestamptz not null,
  primary key (tenant_id, record_id),
  foreign key (tenant_id, record_id) references operation_record (tenant_id, id)
);

-- A fact: a piece of evidence, in the version that it had then, shows what a record says.
create table record_evidence (
  tenant_id uuid not null,
  record_id uuid not null,
  evidence_id uuid not null,
  version integer not null check (version > 0),
  primary key (tenant_id, record_id, evidence_id),
  foreign key (tenant_id, record_id) references operation_record (tenant_id, id),
  foreign key (tenant_id, evidence_id) references evidence (tenant_id, id)
);
create index record_evidence_of_piece on record_evidence (tenant_id, evidence_id);

-- What the organisation asks of the records of a duty beyond its text.
create table record_setting (
  tenant_id uuid not null,
  edition text not null,
  duty text not null check (duty ~ '^[0-9]+(-[0-9]+){3}/[0-9]+$'),
  asks_signature boolean not null,
  primary key (tenant_id, edition, duty)
);

do $$
declare
  name text;
begin
  foreach name in array array['operation_record', 'record_request', 'record_signature', 'record_evidence', 'record_setting'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (revoked_at) on record_request to hoshitori_app;
  grant update (asks_signature) on record_setting to hoshitori_app;
end $$;

-- A link is looked up before it is known whose it is.
create policy door on record_request for select to hoshitori_door using (true);
grant select (tenant_id, id, token_hash, expires_at, revoked_at) on record_request to hoshitori_door;

-- What speaks against answers of 満たす from a day on, by criterion: written by features that know of records, read with the answers.
alter table assessment add column doubts jsonb not null default '[]';
