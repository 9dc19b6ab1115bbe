-- Messages that the programme manager writes to those who take part. Each addressee is a row of the outbox, until it is removed there.
create table announcement (
  id           bigint generated always as identity primary key,
  subject      text not null check (length(subject) between 1 and 120),
  body         text not null check (length(body) between 1 and 4000),
  about        text not null,                -- what it is about, as the list of messages says it
  schools      int not null check (schools >= 0),       -- addresses, by kind of addressee
  participants int not null check (participants >= 0),
  guides       int not null check (guides >= 0),
  account_id   bigint not null references account (id),
  created_at   timestamptz not null,
  send_at      timestamptz not null,         -- until then it can be withdrawn
  keep_until   timestamptz not null,         -- the end of the last session it is about; removed after the retention period
  withdrawn_at timestamptz,
  check (send_at >= created_at),
  check (withdrawn_at < send_at),
  check (schools + participants + guides > 0)  -- never to nobody
);
create index on announcement (keep_until);
alter table announcement alter column subject set statistics 0, alter column body set statistics 0, alter column about set statistics 0;
