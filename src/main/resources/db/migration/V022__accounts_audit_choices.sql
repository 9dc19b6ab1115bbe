-- Finds the few entries of one action among many, and which actions there are.
create index on audit_log (action, id);
