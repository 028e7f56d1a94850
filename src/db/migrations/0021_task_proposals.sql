-- A finished task proposes answers: where its result can be looked up, proposals that go when it is taken up again, and the cause of
-- a version that came of one.

alter table task add column evidence text not null default '';
grant delete on task_proposal to hoshitori_app;

alter table answer_version drop constraint answer_version_cause_check;
alter table answer_version add constraint answer_version_cause_check
  check (cause in ('answer', 'confirm', 'import', 'quick', 'move', 'assign', 'restore', 'unimport', 'task'));
