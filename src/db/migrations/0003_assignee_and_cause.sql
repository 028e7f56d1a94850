-- Who looks after an answer is its assignee, and why a version came to be is its cause: in columns, in what exports said, and in
-- files that wait for a decision.

alter table answer rename column owner to assignee;
alter table answer_version rename column owner to assignee;
alter table answer_version rename column deed to cause;
alter table answer_version rename constraint answer_version_deed_check to answer_version_cause_check;

create function renamed_owner(answer jsonb) returns jsonb language sql as $$
  select case when answer ? 'owner' then (answer - 'owner') || jsonb_build_object('assignee', answer -> 'owner') else answer end
$$;

update sheet_export set answers =
  (select coalesce(jsonb_object_agg(key, renamed_owner(value)), '{}') from jsonb_each(answers));

-- An answer of a draft names its fields twice: as they were read, and where. So does each row to choose from.
create function renamed_owners(answers jsonb) returns jsonb language sql as $$
  select coalesce(
    jsonb_agg(
      renamed_owner(answer) || case when answer ? 'cells' then jsonb_build_object('cells', renamed_owner(answer -> 'cells')) else '{}' end
      order by place
    ), '[]')
  from jsonb_array_elements(answers) with ordinality as read (answer, place)
$$;

update import_draft set understanding = jsonb_set(understanding, '{understanding}', understanding -> 'understanding' ||
  jsonb_build_object(
    'answers', renamed_owners(understanding #> '{understanding,answers}'),
    'columns', (
      select coalesce(jsonb_agg(case when reading ->> 'role' = 'owner' then reading || '{"role": "assignee"}' else reading end order by place), '[]')
      from jsonb_array_elements(understanding #> '{understanding,columns}') with ordinality as read (reading, place)
    ),
    'problems', (
      select coalesce(jsonb_agg(
        case when problem ? 'candidates' then problem || jsonb_build_object('candidates', renamed_owners(problem -> 'candidates')) else problem end
        order by place), '[]')
      from jsonb_array_elements(understanding #> '{understanding,problems}') with ordinality as read (problem, place)
    )
  ))
where jsonb_typeof(understanding #> '{understanding,answers}') = 'array';

drop function renamed_owners;
drop function renamed_owner;
