-- Organisations, people, level decisions, assessments and what goes in and out of them.
-- Every table but migration and organisation carries tenant_id, in its key, with row-level security.

create table organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  demo boolean not null default false,
  created_at timestamptz not null
);

create table person (
  tenant_id uuid not null references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  position text not null default '',
  created_at timestamptz not null,
  primary key (tenant_id, id)
);

create table level_decision (
  tenant_id uuid not null references organisation (id) on delete cascade,
  id uuid not null,
  subject text not null check (subject in ('self', 'partner')),
  partner text not null default '',
  confidential boolean not null,
  continuity boolean not null,
  access boolean not null,
  reasons jsonb not null,
  level smallint not null check (level in (3, 4)),
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (tenant_id, id)
);

create table assessment (
  tenant_id uuid not null references organisation (id) on delete cascade,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  edition text not null,
  target smallint not null check (target in (3, 4)),
  standings text not null,
  revision integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);

create table scope_item (
  tenant_id uuid not null,
  assessment_id uuid not null,
  position smallint not null,
  kind text not null check (kind in ('site', 'system', 'cloud', 'exclusion')),
  name text not null,
  reason text not null default '' check (kind <> 'exclusion' or length(reason) > 0),
  primary key (tenant_id, assessment_id, position),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

create table answer (
  tenant_id uuid not null,
  assessment_id uuid not null,
  criterion text not null,
  status text check (status in ('met', 'partial', 'unmet', 'planned', 'notApplicable')),
  state text not null default '',
  reason text not null default '' check (status <> 'notApplicable' or length(reason) > 0),
  evidence text not null default '',
  plan text not null default '',
  note text not null default '',
  owner uuid,
  ticked jsonb not null default '[]',
  revision integer not null,
  assessment_revision integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  stated_by uuid not null,
  confirmed_by uuid check (confirmed_by <> stated_by),
  confirmed_at timestamptz,
  primary key (tenant_id, assessment_id, criterion),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index answer_changed on answer (tenant_id, assessment_id, assessment_revision);

create table answer_version (
  tenant_id uuid not null,
  assessment_id uuid not null,
  criterion text not null,
  revision integer not null,
  deed text not null check (deed in ('answer', 'confirm', 'import', 'quick', 'move')),
  status text,
  state text not null,
  reason text not null,
  evidence text not null,
  plan text not null,
  note text not null,
  owner uuid,
  ticked jsonb not null,
  confirmed boolean not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (tenant_id, assessment_id, criterion, revision),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

create table import_draft (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  file_name text not null,
  sha256 text not null,
  understanding jsonb not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

create table sheet_export (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  answers jsonb not null,
  exported_by uuid not null,
  exported_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

create table official_wording (
  tenant_id uuid not null references organisation (id) on delete cascade,
  edition text not null,
  criterion text not null,
  wording text not null,
  source text not null,
  sha256 text not null,
  imported_by uuid not null,
  imported_at timestamptz not null,
  primary key (tenant_id, edition, criterion)
);

do $$
declare
  name text;
begin
  execute 'alter table organisation enable row level security';
  execute 'create policy tenant on organisation using (id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)';
  execute 'grant select, update on organisation to hoshitori_app';
  foreach name in array array['person', 'level_decision', 'assessment', 'scope_item', 'answer', 'answer_version',
                              'import_draft', 'sheet_export', 'official_wording'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to hoshitori_app', name);
  end loop;
  revoke update, delete on answer_version from hoshitori_app;
end
$$;
