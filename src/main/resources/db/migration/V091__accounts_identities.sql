-- Who an account is at another service where people can sign in (OpenID Connect).
create table account_identity (
  issuer     text not null,
  subject    text not null,             -- the number of the person there
  account_id bigint not null references account (id) on delete cascade,
  linked_at  timestamptz not null,
  primary key (issuer, subject),
  unique (account_id, issuer)           -- an account is one person there
);
alter table account_identity alter column subject set statistics 0;
