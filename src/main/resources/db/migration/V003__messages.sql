-- Mail that goes out once, and only for what was committed: written in the transaction of the thing it tells about.

create table outbox (
  id              bigint generated always as identity primary key,
  template        text not null,             -- the name of a MailTemplate
  recipient       text not null,             -- address; the row is removed after the retention period
  language        text not null check (language in ('nl', 'en')),
  payload         jsonb not null,            -- what the template needs, as it was when it was committed
  dedupe_key      text unique,               -- 'reminder:1234': a second one is not written
  created_at      timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts        int not null default 0,
  sent_at         timestamptz,
  failed_at       timestamptz,               -- given up
  error           text
);
create index outbox_due on outbox (next_attempt_at) where sent_at is null and failed_at is null;

-- The demo hub's post: what would have been sent. outbox_id is unique: one mail arrives once.
create table mailbox (
  id         bigint generated always as identity primary key,
  outbox_id  bigint unique references outbox (id) on delete set null,
  at         timestamptz not null,
  recipient  text not null,
  subject    text not null,
  text_body  text not null,
  html_body  text not null,
  calendar   text                            -- text/calendar attachment
);
create index on mailbox (recipient, id);
