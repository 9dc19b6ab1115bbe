-- A backup brings back who was erased after it was made. Who that was is kept beside the backups, as long as there are backups with
-- these people: without a name, only enough to find them in a backup and erase them again.
create table erased_person (
  id uuid primary key default gen_random_uuid(),
  erased_at timestamptz not null,
  account_id bigint, -- no foreign key: the account may be erased, and may not be in the backup
  email_hash bytea check (octet_length(email_hash) = 32), -- keyed hash of the mail address
  holding text, -- with record_id: one record, of somebody without an address or who had only that one erased
  record_id bigint,
  repeat boolean not null default false, -- came back by a restore, and has to be erased again
  check ((holding is null) = (record_id is null)),
  check (email_hash is not null or record_id is not null)
);
alter table erased_person alter column email_hash set statistics 0;
