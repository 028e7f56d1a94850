-- What a measure takes in an organisation, by its own estimate: ours stands in the catalogue.

create table measure_effort (
  tenant_id uuid not null,
  measure text not null check (length(measure) between 1 and 100),
  -- Person-days, low, likely, high; null where the organisation goes by our estimate again.
  days jsonb,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, measure)
);

alter table measure_effort enable row level security;
create policy tenant on measure_effort using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on measure_effort to hoshitori_app;
