-- What an organisation's statement of applicability (適用宣言書, ISO/IEC 27001) was understood to say, for one assessment: the newest in
-- place of the one before. The file itself waits only where a person is asked how it is to be read. Nothing of it is in the answers.

create table statement_draft (
  tenant_id uuid not null,
  assessment_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) <= 200),
  sha256 text not null,
  reading jsonb not null,
  choices jsonb not null,
  file bytea,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (tenant_id, assessment_id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index statement_draft_age on statement_draft (uploaded_at);

alter table statement_draft enable row level security;
create policy tenant on statement_draft using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, delete on statement_draft to hoshitori_app;
grant update (reading, choices) on statement_draft to hoshitori_app;
