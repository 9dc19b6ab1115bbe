-- Where activities of partners come from, other than the form: a calendar of their own that is read every night, and files.
-- What is read waits for a programme manager as what was typed does.

create table submission_source (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  address         text check (length(address) between 1 and 1000),     -- of a calendar; null: the files of this partner
  defaults        jsonb not null,            -- ActivityDetails: what a calendar does not say
  account_id      bigint references account (id) on delete set null,   -- who hears what is decided
  created_at      timestamptz not null,
  ended_at        timestamptz,               -- it is read no longer
  etag            text check (length(etag) <= 200),                    -- for a conditional request
  last_modified   text check (length(last_modified) <= 200),
  read_at         timestamptz,               -- when it was last tried
  failure         text,                      -- key of the text that says why that failed; null: it did not
  failed_since    timestamptz,
  report          jsonb,                     -- SourceReport of the last time that something was read
  check ((failure is null) = (failed_since is null))
);
create unique index on submission_source (organisation_id, address) nulls not distinct where ended_at is null;
create index on submission_source (read_at nulls first) where address is not null and ended_at is null;

alter table submission
  add column source_id   bigint references submission_source (id),
  add column source_key  text check (length(source_key) <= 300),
  add column source_hash text,               -- of what was read: the same again changes nothing
  add check ((source_id is null) = (source_key is null)),
  add unique (source_id, source_key);

alter table submission_date add column source_key text check (length(source_key) <= 100);

-- A file that somebody looks at before it is sent in; removed then, or after a day.
create table submission_upload (
  id              uuid primary key,
  organisation_id bigint not null references organisation (id),
  account_id      bigint not null references account (id) on delete cascade,
  created_at      timestamptz not null,
  file_name       text not null check (length(file_name) <= 200),
  content         bytea not null check (length(content) <= 5000000),
  defaults        jsonb not null
);
