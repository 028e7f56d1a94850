-- Files by their content, each once in an organisation, and the uploads that are under way. The bytes themselves lie outside the
-- database, sealed with a key of each file; that key lies here, sealed with the installation's.
-- Numbers of bytes are doubles: exact up to 2^53, and a number in both drivers.

create table stored_file (
  tenant_id uuid not null,
  -- The name of the blob, after the organisation's.
  id uuid not null,
  -- Of the content, in hexadecimal.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes double precision not null check (bytes >= 0 and bytes = floor(bytes)),
  sealed_key text not null,
  stored_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, sha256)
);
create unique index stored_file_id on stored_file (id);

create table upload (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  name text not null check (length(name) between 1 and 1000),
  media_type text not null default '' check (length(media_type) <= 200),
  -- How many bytes the whole file has, and how many of them are kept.
  bytes double precision not null check (bytes >= 0 and bytes = floor(bytes)),
  received double precision not null default 0 check (received between 0 and bytes),
  -- What the sender says that the content hashes to; null where it does not say.
  told_sha256 text check (told_sha256 ~ '^[0-9a-f]{64}$'),
  sealed_key text not null,
  -- The content, once all of it is there.
  stored_id uuid,
  begun_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, stored_id) references stored_file (tenant_id, id)
);
create unique index upload_id on upload (id);

-- The pieces of an upload in their order, each a blob of its own until the whole is put together.
create table upload_part (
  tenant_id uuid not null,
  upload_id uuid not null,
  id uuid not null,
  -- Where in the file it begins.
  first double precision not null check (first >= 0),
  bytes double precision not null check (bytes > 0),
  primary key (tenant_id, upload_id, first),
  foreign key (tenant_id, upload_id) references upload (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['stored_file', 'upload', 'upload_part'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, delete on %I to hoshitori_app', name);
  end loop;
  grant update (received, stored_id, touched_at) on upload to hoshitori_app;
end $$;
