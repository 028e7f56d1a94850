-- 台帳: what an organisation has, row by row. Which columns a register has is data of the catalogue; a row's cells are one JSON object.

-- One row for each register that an organisation has begun: what it added to it, and how many rows it has, kept with every write.
create table register (
  tenant_id uuid not null,
  register text not null check (length(register) between 1 and 40),
  -- The columns that the organisation added.
  own jsonb not null default '[]',
  -- What people said that the headers of files mean: a folded header to a column, or to nothing.
  headers jsonb not null default '{}',
  here integer not null default 0 check (here >= 0),
  -- Of those that are here: with a gap, and no longer in the file that had them.
  gapped integer not null default 0 check (gapped >= 0),
  vanished integer not null default 0 check (vanished >= 0),
  gone integer not null default 0 check (gone >= 0),
  primary key (tenant_id, register)
);

create table register_row (
  tenant_id uuid not null,
  id uuid not null,
  register text not null,
  -- By the id of the column: texts, days as 2027-03-31, options by their id. A blank cell is absent.
  cells jsonb not null,
  -- How many cells it needs and leaves blank.
  gaps integer not null check (gaps >= 0),
  -- All its cells as they are searched.
  words text not null,
  -- What the last file said of it, and which sort of file that was.
  imported jsonb,
  source text not null default '',
  -- Since which import a file of that sort no longer has it.
  vanished_at timestamptz,
  gone_on text check (gone_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  gone_reason text not null default '',
  -- When somebody last looked and found it to be as it says.
  seen_on text check (seen_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  seen_by uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  check ((seen_on is null) = (seen_by is null)),
  primary key (tenant_id, id)
);
create index register_row_of_register on register_row (tenant_id, register, id);

-- By what rows are put in order and filtered: one entry of a row for each column that can be. Row by row it repeats what the cells say.
create table register_key (
  tenant_id uuid not null,
  register text not null,
  col text not null,
  value text collate "C" not null check (length(value) <= 110),
  row_id uuid not null,
  primary key (tenant_id, register, col, value, row_id)
);

-- Every row as it was written once.
create table register_version (
  tenant_id uuid not null,
  row_id uuid not null,
  number integer not null check (number > 0),
  cells jsonb not null,
  gone_on text,
  gone_reason text not null default '',
  cause text not null check (cause in ('form', 'grid', 'paste', 'undo', 'import', 'stocktake')),
  by uuid not null,
  at timestamptz not null,
  primary key (tenant_id, row_id, number),
  foreign key (tenant_id, row_id) references register_row (tenant_id, id) on delete cascade
);

-- A file that is being taken in: the newest of each register, until it is taken in or a week has passed.
create table register_import (
  tenant_id uuid not null,
  register text not null,
  id uuid not null,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file bytea not null,
  choices jsonb not null default '{}',
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  primary key (tenant_id, register)
);

-- 棚卸: a walk through a register, row by row.
create table stocktake (
  tenant_id uuid not null,
  id uuid not null,
  register text not null,
  begun_by uuid not null,
  begun_at timestamptz not null,
  -- How many rows there were to look at.
  total integer not null check (total >= 0),
  ended_by uuid,
  ended_at timestamptz,
  -- What was found, in words; why rows were left out, where some were.
  note text not null default '',
  check ((ended_by is null) = (ended_at is null)),
  primary key (tenant_id, id)
);
create unique index stocktake_under_way on stocktake (tenant_id, register) where ended_at is null;
create index stocktake_of_register on stocktake (tenant_id, register, begun_at);

create table stocktake_look (
  tenant_id uuid not null,
  stocktake_id uuid not null,
  row_id uuid not null,
  result text not null check (result in ('seen', 'changed', 'gone', 'later')),
  by uuid not null,
  at timestamptz not null,
  primary key (tenant_id, stocktake_id, row_id),
  foreign key (tenant_id, stocktake_id) references stocktake (tenant_id, id) on delete cascade,
  foreign key (tenant_id, row_id) references register_row (tenant_id, id) on delete cascade
);

-- The network diagram: where somebody put a row, in steps of its grid, and what is connected to what.
create table diagram_spot (
  tenant_id uuid not null,
  row_id uuid not null,
  x integer not null check (x between 1 and 20),
  y integer not null check (y between 1 and 40),
  primary key (tenant_id, row_id),
  foreign key (tenant_id, row_id) references register_row (tenant_id, id) on delete cascade
);
create table diagram_link (
  tenant_id uuid not null,
  one uuid not null,
  other uuid not null check (other <> one),
  label text not null default '' check (length(label) <= 60),
  primary key (tenant_id, one, other),
  foreign key (tenant_id, one) references register_row (tenant_id, id) on delete cascade,
  foreign key (tenant_id, other) references register_row (tenant_id, id) on delete cascade
);

do $$
declare
  name text;
begin
  foreach name in array array['register', 'register_row', 'register_key', 'register_version', 'register_import', 'stocktake',
    'stocktake_look', 'diagram_spot', 'diagram_link'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (own, headers, here, gapped, vanished, gone) on register to hoshitori_app;
  grant update (cells, gaps, words, imported, source, vanished_at, gone_on, gone_reason, seen_on, seen_by, changed_by, changed_at,
    revision) on register_row to hoshitori_app;
  grant delete on register_key to hoshitori_app;
  grant delete on register_import to hoshitori_app;
  grant update (choices) on register_import to hoshitori_app;
  grant update (ended_by, ended_at, note) on stocktake to hoshitori_app;
  grant update (result, by, at) on stocktake_look to hoshitori_app;
  grant update (x, y) on diagram_spot to hoshitori_app;
  grant delete on diagram_spot to hoshitori_app;
  grant delete on diagram_link to hoshitori_app;
end $$;
