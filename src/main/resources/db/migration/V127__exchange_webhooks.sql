-- Addresses where a program of an organisation hears that something happened (decision 0075), and what it is told: ids and states only.
create table webhook (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  address         text not null check (length(address) between 1 and 1000),
  secret          bytea not null check (length(secret) = 32),   -- signs each message, so it is stored as it is
  events          text[] not null check (cardinality(events) > 0 and events <@ array['BOOKING_CONFIRMED', 'BOOKING_CHANGED',
                    'BOOKING_CANCELLED', 'ACTIVITY_PUBLISHED', 'ACTIVITY_REFUSED']),
  made_at         timestamptz not null,
  since           timestamptz not null,      -- what happened before is not told
  failing_since   timestamptz,               -- the first message that failed after the last that arrived
  paused_at       timestamptz,
  unique (organisation_id, address)
);

create table webhook_message (
  id              bigint generated always as identity primary key,
  webhook_id      bigint not null references webhook (id) on delete cascade,
  source          text not null,             -- what happened; it is told once
  message         text not null,             -- JSON
  made_at         timestamptz not null,
  attempts        int not null default 0,
  next_attempt_at timestamptz not null,
  delivered_at    timestamptz,
  given_up_at     timestamptz,
  answer          text,                      -- of the last attempt: a status of HTTP, or why there is none
  unique (webhook_id, source),
  check (delivered_at is null or given_up_at is null)
);
create index on webhook_message (webhook_id, id) where delivered_at is null and given_up_at is null;
