-- A form that begins something, sent twice (a double press, a slow server), acts once: what the first made, by the key of what was sent.
-- Whoever sends the same again waits for the first to end, and is answered as it was. Without an organisation (registering, beginning
-- one) the tenant is the nil one.
create table sent_form (
  tenant_id uuid not null,
  key text not null,
  made uuid not null,
  sent_at timestamptz not null,
  primary key (tenant_id, key)
);

alter table sent_form enable row level security;
create policy tenant on sent_form to hoshitori_app
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy door on sent_form to hoshitori_door using (tenant_id = '00000000-0000-0000-0000-000000000000');
grant select, insert, update, delete on sent_form to hoshitori_app, hoshitori_door;
