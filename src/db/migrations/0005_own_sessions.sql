-- An organisation ends the sessions that its own provider began, in the transaction that takes that sign-in away. Of sessions it sees no
-- more than whose they are.
create policy tenant on session to hoshitori_app
  using (only_tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select (account_id, only_tenant_id), delete on session to hoshitori_app;
