-- 社内ルール (documents): what stands in them now, and the versions that were put to an officer, approved and published.

create table document (
  tenant_id uuid not null,
  id uuid not null,
  -- The template that it began from; null for one that began empty.
  template text,
  lang text not null check (lang in ('ja', 'en')),
  edition text not null,
  title text not null check (length(title) between 1 and 200),
  -- What was answered to the questions of the template.
  answers jsonb not null default '{}',
  -- Sections with their clauses, as they stand now.
  sections jsonb not null,
  -- After how many months it is to be reviewed, and the day in Japan on which that falls due; null while nothing is published.
  review_months smallint not null default 12 check (review_months between 1 and 36),
  review_on text check (review_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  created_by uuid not null,
  created_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id)
);

-- A document as it was put to an officer: never changed, only decided on and published.
create table document_version (
  tenant_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  number integer not null,
  -- Canonical JSON (RFC 8785), and its SHA-256 in hexadecimal.
  content text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  message text not null default '',
  -- The officer who decides.
  officer uuid not null,
  put_by uuid not null,
  put_at timestamptz not null,
  outcome text check (outcome in ('approved', 'returned', 'withdrawn')),
  word text not null default '',
  decided_by uuid,
  decided_at timestamptz,
  published_by uuid,
  published_at timestamptz,
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check ((published_at is null) = (published_by is null) and (published_at is null or outcome = 'approved')),
  primary key (tenant_id, id),
  unique (tenant_id, document_id, number),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
-- One waits at a time.
create unique index document_version_waiting on document_version (tenant_id, document_id) where outcome is null;

do $$
declare
  name text;
begin
  foreach name in array array['document', 'document_version'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (title, answers, sections, review_months, review_on, changed_by, changed_at, revision) on document to hoshitori_app;
  grant update (outcome, word, decided_by, decided_at, published_by, published_at) on document_version to hoshitori_app;
end $$;
