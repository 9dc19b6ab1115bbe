-- Keys by which a program of an organisation uses the API (decision 0074). Of a key only the hash is stored; its prefix is how people
-- tell keys apart. A key acts for the account that made it, so it ends with that account.
create table api_key (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  account_id      bigint not null references account (id) on delete cascade,
  name            text not null check (length(btrim(name)) between 1 and 80),
  prefix          text not null unique check (prefix ~ '^[a-z0-9]{8}$'),
  secret_hash     bytea not null check (length(secret_hash) = 32),
  scopes          text[] not null check (cardinality(scopes) > 0 and scopes <@ array['ACTIVITIES_READ', 'ACTIVITIES_WRITE',
                    'OFFERS_READ', 'OFFERS_WRITE', 'BOOKINGS_READ', 'BOOKINGS_WRITE']),
  made_on         date not null,
  expires_on      date not null check (expires_on >= made_on and expires_on <= made_on + 366),   -- the last day it works
  last_used_on    date,                      -- the day only
  withdrawn_at    timestamptz
);
create index on api_key (organisation_id);
create index on api_key (account_id);

-- What the API answered to a write with an Idempotency-Key, so that the same request again gets the same answer and changes nothing.
-- Kept for a day.
create table api_answer (
  api_key_id      bigint not null references api_key (id) on delete cascade,
  idempotency_key text not null check (length(idempotency_key) between 1 and 100),
  request_hash    bytea not null check (length(request_hash) = 32),
  status          int check (status between 200 and 299),   -- null, with location and body: only within the transaction that makes it
  location        text,
  body            text,
  made_at         timestamptz not null,
  primary key (api_key_id, idempotency_key)
);
create index on api_answer (made_at);
alter table api_answer alter column body set statistics 0;
