-- Duties (責務): from which day on the criteria of a ★ ask something again and again, what the organisation chose of it, and the
-- addresses of calendars. The days themselves are counted from these; none is stored.

-- The first day in Japan on which an assessment by an edition aimed at a ★. It stays when that assessment goes, so that no past day moves.
create table target_begun (
  tenant_id uuid not null,
  edition text not null,
  target smallint not null check (target in (3, 4)),
  begun_on text not null check (begun_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  primary key (tenant_id, edition, target)
);
insert into target_begun (tenant_id, edition, target, begun_on)
  select tenant_id, edition, target, to_char(min(created_at) at time zone 'Asia/Tokyo', 'YYYY-MM-DD')
  from assessment group by tenant_id, edition, target;

-- From a day on, the month in which the company's year starts; null where nobody says.
create table company_year (
  tenant_id uuid not null,
  number integer not null,
  since text not null check (since ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  start_month smallint check (start_month between 1 and 12),
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (tenant_id, number)
);

-- Who does it, and who where they cannot. `duty` is its id within the edition, such as 1-2-1-3/1.
create table duty_assignment (
  tenant_id uuid not null,
  edition text not null,
  duty text not null,
  assignee uuid,
  substitute uuid,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  check (substitute <> assignee),
  primary key (tenant_id, edition, duty)
);

-- How a duty recurs from a day on. A change is a further row: days before it stay what they were.
create table duty_schedule (
  tenant_id uuid not null,
  edition text not null,
  duty text not null,
  number integer not null,
  since text not null check (since ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  every text not null check (every in ('P1M', 'P3M', 'P6M', 'P1Y')),
  first_on text check (first_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  next_workday boolean not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (tenant_id, edition, duty, number)
);

-- A due day that somebody moved, and why. The scheduled day names what is due for ever; the last row of it counts.
create table duty_move (
  tenant_id uuid not null,
  edition text not null,
  duty text not null,
  scheduled_on text not null check (scheduled_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  number integer not null,
  due_on text not null check (due_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  reason text not null check (length(reason) between 1 and 500),
  moved_by uuid not null,
  moved_at timestamptz not null,
  primary key (tenant_id, edition, duty, scheduled_on, number)
);

-- A calendar that programs subscribe to, by an address that nobody guesses: of a person, or of the organisation (no person).
create table calendar_feed (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid,
  -- SHA-256 of the secret in its address, which is shown once and kept nowhere.
  token_hash text not null,
  lang text not null check (lang in ('ja', 'en')),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index calendar_feed_token on calendar_feed (token_hash);
create unique index calendar_feed_of on calendar_feed (tenant_id, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid));

do $$
declare
  name text;
begin
  foreach name in array array['target_begun', 'company_year', 'duty_assignment', 'duty_schedule', 'duty_move', 'calendar_feed'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to hoshitori_app', name);
  end loop;
  grant update (assignee, substitute, changed_by, changed_at, revision) on duty_assignment to hoshitori_app;
  grant delete on calendar_feed to hoshitori_app;
end $$;

-- A feed is looked up before it is known whose it is.
create policy door on calendar_feed for select to hoshitori_door using (true);
grant select (tenant_id, id, person_id, token_hash, lang) on calendar_feed to hoshitori_door;
