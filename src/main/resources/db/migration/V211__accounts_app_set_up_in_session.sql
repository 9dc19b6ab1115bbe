-- An app that is set up in the middle of signing in ends the session that waited for it, so the same form that is sent twice, as by a double
-- click, found no session and its recovery codes were never seen. The session is kept by its hash, to answer the second time as the first.
-- Empty: set up while signed in, or by an earlier version.
alter table account_totp add column confirmed_in bytea;
alter table account_totp alter column confirmed_in set statistics 0;
