-- The list of assessments, last changed first, reads the page that is shown and not all of them.
create index assessment_changed on assessment (tenant_id, changed_at desc, id desc);
