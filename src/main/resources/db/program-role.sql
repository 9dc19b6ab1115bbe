-- What the role that the program works as may do (decision 0016); run by the owner after every change of the tables. ROLE is
-- replaced by its name.
grant usage on schema public to ROLE;
grant select, insert, update, delete on all tables in schema public to ROLE;
-- for updating statistics after many writes
grant maintain on all tables in schema public to ROLE;
grant usage, select, update on all sequences in schema public to ROLE;
revoke update on sequence audit_log_id_seq from ROLE;
revoke update, delete on audit_log, accounts_audit_entry_v, audit_batch, audit_check from ROLE;
revoke insert, update, delete on flyway_schema_history from ROLE;
