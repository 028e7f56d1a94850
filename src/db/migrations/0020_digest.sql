-- How often an account is written a letter about what waits for it, and the day of the last one: a letter of a day is written by
-- whoever moves that day, once, however many servers there are.

alter table account
  add column digest text not null default 'weekly' check (digest in ('daily', 'weekly', 'none')),
  add column digest_day text check (digest_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$');
