-- 'Mail me when there is a new date': an address and an activity, no account.
create table date_alert (
  id           bigint generated always as identity primary key,
  activity_id  bigint not null references activity (id),
  email        text not null check (email = lower(email) and length(email) <= 254),
  language     text not null check (language in ('nl', 'en')),
  made_at      timestamptz not null,
  confirmed_at timestamptz,                     -- null: nobody opened the link; nothing is sent
  known        bigint[] not null default '{}',  -- the sessions that were there to choose when it was asked, or mailed since
  unique (activity_id, email)
);
alter table date_alert alter column email set statistics 0;
create index on date_alert (email);

-- Every mail has a link of its own; any of them confirms and ends.
create table date_alert_link (
  link_hash bytea primary key,
  alert_id  bigint not null references date_alert (id) on delete cascade,
  made_at   timestamptz not null
);
create index on date_alert_link (alert_id);
