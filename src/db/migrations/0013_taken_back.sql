-- Why a version came to be: an earlier one was brought back, or an import was taken back. Both write anew; nothing is erased.

alter table answer_version drop constraint answer_version_cause_check;
alter table answer_version add constraint answer_version_cause_check
  check (cause in ('answer', 'confirm', 'import', 'quick', 'move', 'assign', 'restore', 'unimport'));
