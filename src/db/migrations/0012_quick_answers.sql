-- What a quick assessment said stays with the assessment that began from it, by requirement. It stood as a person's note in every
-- answer of the requirement: notes that are those very words move over. Versions stay as they were written.

alter table assessment add column quick jsonb not null default '{}';

create temporary table quick_note (note text primary key, said text not null);
insert into quick_note values
  ('クイックアセスメントでは、この要求事項に「できている」と答えました。この評価基準を満たすかは、まだ確かめていません。', 'yes'),
  ('クイックアセスメントでは、この要求事項に「一部できている」と答えました。この評価基準がどちらかを確かめてください。', 'partly'),
  ('クイックアセスメントでは、この要求事項に「できていない」と答えました。この評価基準だけでもできていることがないか、確かめてください。', 'no'),
  ('クイックアセスメントでは、この要求事項に「分からない」と答えました。知っている人に聞いてください。', 'unknown');

update assessment set quick = (
  select jsonb_object_agg(regexp_replace(answer.criterion, '-[^-]+$', ''), quick_note.said)
  from answer join quick_note on quick_note.note = answer.note
  where answer.tenant_id = assessment.tenant_id and answer.assessment_id = assessment.id
)
where exists (
  select 1 from answer join quick_note on quick_note.note = answer.note
  where answer.tenant_id = assessment.tenant_id and answer.assessment_id = assessment.id
);

update answer set note = '' where note in (select note from quick_note);

drop table quick_note;
