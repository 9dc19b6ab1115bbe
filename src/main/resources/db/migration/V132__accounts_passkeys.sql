-- Passkeys (WebAuthn) of an account: the public keys, of which a device of its owner has the private ones (decision 0083).
create table account_passkey (
  id            bigint generated always as identity primary key,
  account_id    bigint not null references account (id) on delete cascade,
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  credential    bytea not null,              -- attested credential data of WebAuthn: the kind of device, the id, the public key
  sign_count    bigint not null check (sign_count >= 0),   -- of the last signature; 0 with devices that do not count
  syncs         boolean not null,            -- whether its owner has it on several devices
  name          text not null check (length(name) between 1 and 60),
  created_at    timestamptz not null,
  used_at       timestamptz                  -- null: never yet
);
create index on account_passkey (account_id);
alter table account_passkey
  alter column credential_id set statistics 0,
  alter column credential set statistics 0,
  alter column name set statistics 0;

-- What a device was asked to sign. Taken away by the answer, right or wrong: each serves once.
create table passkey_challenge (
  challenge_hash bytea primary key,
  account_id     bigint references account (id) on delete cascade,   -- who adds a passkey; null: somebody signs in
  expires_at     timestamptz not null
);
create index on passkey_challenge (account_id);
create index on passkey_challenge (expires_at);
alter table passkey_challenge alter column challenge_hash set statistics 0;

-- Whether two factors were given for this session. A session without is open only as long as the role of the account asks for
-- no more; which roles do can change while it lasts.
alter table web_session add column proved boolean not null default false;
