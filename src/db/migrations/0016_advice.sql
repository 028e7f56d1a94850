-- What a client and its experts say to each other about a criterion: comments, questions, and wording to be taken over. What is said
-- stays as it was written; a question or a wording is closed, taken or opened again.

create table advice (
  tenant_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  criterion text not null,
  kind text not null check (kind in ('comment', 'question', 'wording')),
  field text check ((field is not null) = (kind = 'wording')),
  body text not null check (length(body) > 0),
  written_by uuid not null,
  written_at timestamptz not null,
  outcome text check (outcome in ('closed', 'taken')),
  ended_by uuid,
  ended_at timestamptz,
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  check (kind <> 'comment' or outcome is null),
  check (kind = 'wording' or outcome is distinct from 'taken'),
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);
create index advice_of_criterion on advice (tenant_id, assessment_id, criterion);

alter table advice enable row level security;
create policy tenant on advice using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert on advice to hoshitori_app;
grant update (outcome, ended_by, ended_at) on advice to hoshitori_app;
