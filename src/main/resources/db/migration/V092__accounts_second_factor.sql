-- The second factor of an account: codes of an app (RFC 6238), and codes to get in without it.
create table account_totp (
  account_id   bigint primary key references account (id) on delete cascade,
  secret       bytea not null check (length(secret) = 20),
  confirmed_at timestamptz,                  -- null: shown, and no code of it was given yet
  last_step    bigint not null default 0     -- of the last code that was accepted: none is accepted twice
);
alter table account_totp alter column secret set statistics 0;

create table account_recovery_code (
  account_id bigint not null references account (id) on delete cascade,
  code_hash  bytea not null,
  used_at    timestamptz,
  primary key (account_id, code_hash)
);
alter table account_recovery_code alter column code_hash set statistics 0;

-- A session whose second factor was not given yet opens nothing. Its number is for its owner, who can end it.
alter table web_session
  add column id bigint generated always as identity unique,
  add column second_factor_due boolean not null default false,
  add column browser text not null default '';   -- as its owner knows it again: 'Firefox, Windows'
alter table web_session alter column browser set statistics 0;
