-- 周知: whom a document in force is announced to, by a personal link that needs no account, and who has acknowledged which version.

create table document_reader (
  tenant_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  email text check (length(email) between 3 and 254),
  -- The four classes that the criteria name.
  class text not null check (class in ('officers', 'employees', 'dispatched-workers', 'seconded-workers')),
  -- The link: the SHA-256 of its token to find it by, and the token itself, sealed, to be sent and printed again.
  token_hash text not null,
  token_sealed text not null,
  expires_at timestamptz not null,
  -- Which version they were asked about last by mail, and when.
  told_version uuid,
  told_at timestamptz,
  added_by uuid not null,
  added_at timestamptz not null,
  revoked_at timestamptz,
  check ((told_version is null) = (told_at is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, document_id) references document (tenant_id, id) on delete cascade
);
create index document_reader_of_document on document_reader (tenant_id, document_id);
create unique index document_reader_token on document_reader (token_hash);
create unique index document_reader_id on document_reader (id);

-- A fact: this person said that they read this version. Never changed.
create table document_acknowledgement (
  tenant_id uuid not null,
  reader_id uuid not null,
  version_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  acknowledged_at timestamptz not null,
  primary key (tenant_id, reader_id, version_id),
  foreign key (tenant_id, reader_id) references document_reader (tenant_id, id) on delete cascade,
  foreign key (tenant_id, version_id) references document_version (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['document_reader', 'document_acknowledgement'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (expires_at, told_version, told_at, revoked_at) on document_reader to hoshitori_app;
end $$;

-- A link is looked up before it is known whose it is: which organisation and which document, and nothing else.
create policy door on document_reader for select to hoshitori_door using (true);
grant select (tenant_id, id, document_id, token_hash, expires_at, revoked_at) on document_reader to hoshitori_door;
