-- What only a person can say of an uploaded file: the file waits with its draft until they have said it, what spellings and headers
-- mean is remembered for the organisation's next file.

alter table import_draft add column file bytea;
alter table import_draft add column choices jsonb not null default '{}';

create table reading_choice (
  tenant_id uuid not null references organisation (id) on delete cascade,
  kind text not null check (kind in ('status', 'header')),
  spelling text not null check (length(spelling) between 1 and 200),
  meaning text not null check (meaning in ('met', 'partial', 'unmet', 'planned', 'notApplicable', 'unanswered', 'statusColumn')),
  chosen_by uuid not null,
  chosen_at timestamptz not null,
  primary key (tenant_id, kind, spelling)
);

alter table reading_choice enable row level security;
create policy tenant on reading_choice using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on reading_choice to hoshitori_app;
