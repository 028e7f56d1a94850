-- What is left of somebody's tasks, or of nobody's, is read by its day, and no more of it than is shown.
drop index task_of_assignee;
create index task_of_assignee on task (tenant_id, assignee, coalesce(due_on, planned_end), priority) where state in ('todo', 'doing');
