-- From gaps to done: 課題 (issues) with their criteria, 対応 (tasks) with what they propose when they are done, the plan of an
-- assessment, the versions of it that were put before management, and what management directed.

create table issue (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  -- The measure whose work it is; null for one that people added.
  measure text,
  title text not null check (length(title) between 1 and 200),
  note text not null default '',
  -- Into which one it was merged; its criteria and tasks count there.
  merged_into uuid,
  aside_reason text check (length(aside_reason) > 0),
  aside_by uuid,
  aside_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  revision integer not null default 1,
  check ((aside_reason is null) = (aside_by is null) and (aside_reason is null) = (aside_at is null)),
  check (merged_into <> id),
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index issue_of_assessment on issue (tenant_id, assessment_id);

create table issue_criterion (
  tenant_id uuid not null,
  issue_id uuid not null,
  criterion text not null,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (tenant_id, issue_id, criterion),
  foreign key (tenant_id, issue_id) references issue (tenant_id, id) on delete cascade
);

create table task (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  -- The issue that it works on; null for one that belongs to none, such as a direction of management.
  issue_id uuid,
  measure text,
  origin text not null check (origin in ('measure', 'own', 'direction')),
  title text not null check (length(title) between 1 and 200),
  note text not null default '',
  assignee uuid,
  priority smallint not null default 2 check (priority between 1 and 3),
  state text not null default 'todo' check (state in ('todo', 'doing', 'done', 'dropped')),
  -- Person-days, low, likely, high, as the organisation says; null for our estimate.
  effort jsonb,
  -- In yen, spent outside.
  cost integer check (cost >= 0),
  -- The days that people have fixed, in Japan.
  start_on text check (start_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  due_on text check (due_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and due_on >= start_on),
  -- The days that the last planning gave, and the one from which on the result can be shown.
  planned_start text check (planned_start ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  planned_end text check (planned_end ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  planned_shown text check (planned_shown ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Ids of the steps of its measure that are ticked, and of the tasks that come before.
  ticked jsonb not null default '[]',
  needs jsonb not null default '[]',
  done_by uuid,
  done_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  check ((state = 'done') = (done_at is not null) and (done_at is null) = (done_by is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index task_of_assessment on task (tenant_id, assessment_id);
create index task_of_assignee on task (tenant_id, assignee) where state in ('todo', 'doing');

-- What a finished task proposes to answer, and what a person made of it.
create table task_proposal (
  tenant_id uuid not null,
  task_id uuid not null,
  criterion text not null,
  outcome text check (outcome in ('taken', 'changed', 'left')),
  decided_by uuid,
  decided_at timestamptz,
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  primary key (tenant_id, task_id, criterion),
  foreign key (tenant_id, task_id) references task (tenant_id, id) on delete cascade
);

-- How an assessment's plan is made (hours, people, days), and what came of it the last time.
create table plan (
  tenant_id uuid not null,
  assessment_id uuid not null,
  settings jsonb not null,
  result jsonb not null,
  planned_by uuid not null,
  planned_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, assessment_id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

-- A plan as it was put before management: never changed, only decided on.
create table plan_version (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  number integer not null,
  -- Canonical JSON (RFC 8785), and its SHA-256 in hexadecimal.
  content text not null,
  sha256 text not null check (length(sha256) = 64),
  message text not null default '',
  put_by uuid not null,
  put_at timestamptz not null,
  outcome text check (outcome in ('approved', 'directed', 'withdrawn')),
  word text not null default '',
  decided_by uuid,
  decided_at timestamptz,
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  primary key (tenant_id, id),
  unique (tenant_id, assessment_id, number),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

-- What management directed when it decided: each becomes a task, and stays linked.
create table direction (
  tenant_id uuid not null,
  id uuid not null,
  plan_version_id uuid not null,
  position smallint not null,
  body text not null check (length(body) > 0),
  task_id uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, plan_version_id) references plan_version (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['issue', 'issue_criterion', 'task', 'task_proposal', 'plan', 'plan_version', 'direction'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (title, note, merged_into, aside_reason, aside_by, aside_at, revision) on issue to hoshitori_app;
  grant delete on issue_criterion to hoshitori_app;
  grant update on task, plan to hoshitori_app;
  grant update (outcome, decided_by, decided_at) on task_proposal to hoshitori_app;
  grant update (outcome, word, decided_by, decided_at) on plan_version to hoshitori_app;
end $$;
