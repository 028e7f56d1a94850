-- What the evidence of a criterion adds up to, written with each change of a piece or a link: the matrix, the list of criteria and the
-- report read this and no pieces. Once of all pieces, and once of those that outsiders may see.

create table evidence_sum (
  tenant_id uuid not null,
  assessment_id uuid not null,
  criterion text not null,
  -- Whether only what outsiders may see is counted.
  outsiders boolean not null,
  pieces integer not null default 0,
  -- The last day on which one of them counts, and on which one counts whose newest version was checked; 9999-12-31 where it never ends.
  until text,
  checked_until text,
  -- The days that they tell of, joined where they meet.
  covered datemultirange not null default '{}',
  newest uuid,
  primary key (tenant_id, assessment_id, outsiders, criterion),
  foreign key (tenant_id, assessment_id) references assessment (tenant_id, id) on delete cascade
);

alter table evidence_sum enable row level security;
create policy tenant on evidence_sum using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update (pieces, until, checked_until, covered, newest) on evidence_sum to hoshitori_app;

insert into evidence_sum (tenant_id, assessment_id, criterion, outsiders, pieces, until, checked_until, covered, newest)
select l.tenant_id, l.assessment_id, l.target, o.outsiders, count(*), max(coalesce(e.valid_until, '9999-12-31') collate "C"),
  max(coalesce(e.valid_until, '9999-12-31') collate "C") filter (where l.checked_version = e.version),
  coalesce(range_agg(daterange(coalesce(e.period_from, e.period_to)::date, coalesce(e.period_to, e.period_from)::date, '[]'))
    filter (where coalesce(e.period_from, e.period_to) is not null), '{}'),
  (array_agg(e.id order by e.id desc))[1]
from evidence_link l
join evidence e on e.tenant_id = l.tenant_id and e.id = l.evidence_id and e.withdrawn_at is null
cross join (values (false), (true)) o (outsiders)
where l.kind = 'criterion' and not (o.outsiders and e.insiders_only)
group by l.tenant_id, l.assessment_id, l.target, o.outsiders;
