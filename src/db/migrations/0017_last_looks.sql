-- Until when somebody has seen what concerns them: one mark per person, and no row per event. What is new is found by its moment.

alter table person add column looked_at timestamptz;
grant update (looked_at) on person to hoshitori_app;

create index answer_version_newest on answer_version (tenant_id, changed_at);
