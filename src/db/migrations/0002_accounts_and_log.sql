-- Accounts, sessions, roles, engagements, mail, and the log.
-- hoshitori_door is the role of everything before a tenant is known: signing in, registering, invitations, mail. It never sees
-- an assessment. hoshitori_app sees of an account its name and address alone, and only of people in the tenant.

alter table organisation add column kinds jsonb not null default '["applicant"]';
alter table organisation add column second_factor_required boolean not null default false;
alter table organisation add column log_months smallint not null default 24 check (log_months >= 6);

create table account (
  id uuid primary key,
  email text not null,
  email_key text not null unique,
  name text not null check (length(name) between 1 and 100),
  lang text not null default 'ja' check (lang in ('ja', 'en')),
  demo boolean not null default false,
  password_hash text,
  password_changed_at timestamptz,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step integer,
  created_at timestamptz not null,
  closed_at timestamptz
);

create table passkey (
  account_id uuid not null references account (id) on delete cascade,
  id text primary key,
  public_key text not null,
  counter bigint not null,
  transports jsonb not null default '[]',
  name text not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);

create table recovery_code (
  account_id uuid not null references account (id) on delete cascade,
  code_hash text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- A one-time secret that somebody holds in a mail, a cookie or a page. Only its hash is kept.
create table ticket (
  hash text primary key,
  kind text not null,
  account_id uuid references account (id) on delete cascade,
  email_key text,
  payload jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index ticket_expiry on ticket (expires_at);
create index ticket_account on ticket (account_id);

create table sign_in_throttle (
  key text primary key,
  failures integer not null default 0,
  last_failed_at timestamptz not null,
  locked_until timestamptz,
  locks integer not null default 0
);

create table engagement (
  tenant_id uuid not null references organisation (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('sounding', 'quick', 'star3', 'star4')),
  expert_name text not null,
  expert_tenant_id uuid references organisation (id) on delete set null,
  assessments jsonb,
  sight text not null check (sight in ('numbers', 'answers', 'everything')),
  may_answer boolean not null default false,
  note text not null default '',
  begins text not null check (begins ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  ends text not null check (ends ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and ends >= begins),
  offered_by uuid not null,
  offered_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text not null default '',
  primary key (tenant_id, id)
);
create index engagement_expert on engagement (expert_tenant_id);

alter table person add column account_id uuid references account (id) on delete set null;
alter table person add column roles jsonb not null default '[]';
alter table person add column engagement_id uuid;
alter table person add column ended_at timestamptz;
alter table person add foreign key (tenant_id, engagement_id) references engagement (tenant_id, id);
create unique index person_account on person (account_id, tenant_id) where account_id is not null and ended_at is null;

-- Who began an organisation before there were accounts answers for it; colleagues of then may do the daily work.
update person set roles = case
  when id = (select first.id from person first where first.tenant_id = person.tenant_id order by first.id limit 1) then '["responsible"]'::jsonb
  else '["staff"]'::jsonb end;

alter table answer_version drop constraint answer_version_deed_check;
alter table answer_version add check (deed in ('answer', 'confirm', 'import', 'quick', 'move', 'assign'));

create table invitation (
  tenant_id uuid not null references organisation (id) on delete cascade,
  id uuid not null,
  token_hash text not null unique,
  email text not null,
  email_key text not null,
  name text not null,
  position text not null default '',
  roles jsonb not null,
  person_id uuid,
  engagement_id uuid,
  invited_by uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (tenant_id, id)
);

create table oidc_provider (
  tenant_id uuid primary key references organisation (id) on delete cascade,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  required boolean not null default false,
  changed_by uuid not null,
  changed_at timestamptz not null
);

create table oidc_link (
  tenant_id uuid not null references organisation (id) on delete cascade,
  issuer text not null,
  subject text not null,
  account_id uuid not null references account (id) on delete cascade,
  created_at timestamptz not null,
  primary key (tenant_id, issuer, subject)
);

create table session (
  id uuid primary key,
  token_hash text not null unique,
  account_id uuid not null references account (id) on delete cascade,
  tenant_id uuid references organisation (id) on delete set null,
  only_tenant_id uuid references organisation (id) on delete cascade,
  factors jsonb not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  verified_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_account on session (account_id);

create table mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_error text not null default ''
);
create index mail_waiting on mail (next_attempt_at) where sent_at is null;

-- The log: a Merkle tree per organisation, and one for the installation under the nil UUID. body is exactly what was hashed;
-- it is null where its retention ended, and the leaf hash stays.
create table log_head (
  tenant_id uuid primary key,
  size integer not null,
  frontier jsonb not null,
  checkpoint text not null,
  at timestamptz not null
);

create table log_entry (
  tenant_id uuid not null,
  position integer not null,
  at timestamptz not null,
  act text not null,
  about text not null default '',
  body text,
  leaf text not null,
  primary key (tenant_id, position)
);
create index log_entry_at on log_entry (tenant_id, at);
create index log_entry_about on log_entry (tenant_id, about, position);

create table log_checkpoint (
  tenant_id uuid not null,
  size integer not null,
  checkpoint text not null,
  primary key (tenant_id, size)
);

do $$
declare
  name text;
begin
  -- The tenant's own tables.
  foreach name in array array['engagement', 'invitation', 'oidc_provider', 'oidc_link', 'log_head', 'log_entry', 'log_checkpoint'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy tenant on %I to hoshitori_app using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('create policy door on %I to hoshitori_door using (true)', name);
  end loop;
  grant select, insert, update on engagement, invitation to hoshitori_app;
  grant select, insert, update, delete on oidc_provider, oidc_link to hoshitori_app;
  grant select, insert, update on log_head to hoshitori_app, hoshitori_door;
  grant select, insert on log_entry, log_checkpoint to hoshitori_app, hoshitori_door;
  grant select, insert, update on engagement, invitation to hoshitori_door;
  grant select, insert, update, delete on oidc_link to hoshitori_door;
  grant select on oidc_provider to hoshitori_door;
  -- The client's engagement is seen by the expert's organisation, too.
  create policy expert on engagement for select to hoshitori_app
    using (expert_tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

  -- What the door alone works with.
  foreach name in array array['passkey', 'recovery_code', 'ticket', 'sign_in_throttle', 'session', 'mail'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy door on %I to hoshitori_door using (true)', name);
    execute format('grant select, insert, update, delete on %I to hoshitori_door', name);
  end loop;
  create policy letter on mail for insert to hoshitori_app with check (true);
  grant insert on mail to hoshitori_app;

  -- Accounts: the door knows them; a tenant sees the names and addresses of its own people.
  alter table account enable row level security;
  create policy door on account to hoshitori_door using (true);
  grant select, insert, update, delete on account to hoshitori_door;
  create policy colleague on account for select to hoshitori_app
    using (exists (select from person where person.account_id = account.id));
  grant select (id, email, name, lang, demo, totp_confirmed_at, closed_at) on account to hoshitori_app;
  -- The door finds who belongs where, and begins organisations.
  create policy door on organisation to hoshitori_door using (true);
  create policy door on person to hoshitori_door using (true);
  grant select, insert on organisation to hoshitori_door;
  grant select, insert, update on person to hoshitori_door;
end
$$;
