-- Requests of people about their own data (rules 8.4), and what was erased when. Neither says of whom once it is done.

create table privacy_request (
  id           bigint generated always as identity primary key,
  channel      text not null check (channel in ('PHONE', 'LETTER', 'DESK', 'MAIL', 'LINK', 'ACCOUNT')),
  identified   text not null check (identified in ('CALLED_BACK', 'KNOWN_ADDRESS', 'DOCUMENT_SEEN', 'BY_LINK', 'SIGNED_IN')),
  opened_at    timestamptz not null,
  opened_by    bigint references account (id),   -- null: the person, by a link
  -- whose data: an account, a mail address, or one record that has neither
  person_account_id bigint references account (id),
  person_email text,
  record_kind  text,
  record_id    bigint,
  language     text not null check (language in ('nl', 'en')),
  words        text,                             -- what is wrong, as the person wrote it
  closed_at    timestamptz,
  closed_by    bigint references account (id),
  outcome      text check (outcome in ('DONE', 'REFUSED', 'EXPIRED')),
  check ((record_kind is null) = (record_id is null)),
  check ((closed_at is null) = (outcome is null)),
  -- who it was is forgotten as soon as it is done
  constraint closed_is_nameless check (closed_at is null
    or person_account_id is null and person_email is null and record_id is null and words is null),
  constraint open_is_about_somebody check (closed_at is not null
    or person_account_id is not null or person_email is not null or record_id is not null)
);
create index on privacy_request (opened_at) where closed_at is null;
alter table privacy_request alter column person_email set statistics 0, alter column words set statistics 0;

-- The log of a request. No name, no address: what was done, by whom, and with how many records.
create table privacy_request_event (
  id         bigint generated always as identity primary key,
  request_id bigint not null references privacy_request (id),
  at         timestamptz not null,
  account_id bigint references account (id),
  action     text not null check (action in ('OPENED', 'SHOWN', 'EXPORTED', 'ERASED', 'CLOSED')),
  records    integer not null default 0 check (records >= 0)
);
create index on privacy_request_event (request_id);

-- A link that shows what is held about its address, for a day.
create table privacy_link (
  secret_hash bytea primary key,
  email       text not null,
  expires_at  timestamptz not null
);
alter table privacy_link alter column email set statistics 0;

-- How many records were erased: per day, per entry of the register of processing.
create table erasure (
  day     date not null,
  holding text not null,
  cause   text not null check (cause in ('RETENTION', 'REQUEST')),
  records integer not null check (records > 0),
  primary key (day, holding, cause)
);

-- Whether one of the fields contains these words, or the same telephone number however it is written.
create function names_person(words text, variadic fields text[]) returns boolean
language sql immutable as $$
  select exists (
    select from unnest(fields) as field
     where strpos(lower(field), lower(words)) > 0
        or length(number.digits) >= 6 and strpos(regexp_replace(field, '\D', '', 'g'), number.digits) > 0)
    from (select regexp_replace(regexp_replace(words, '\D', '', 'g'), '^(0031|31|0)', '')) as number (digits)
$$;

-- What is erased stays in no statistics of the database either.
alter table role_invitation alter column name set statistics 0;
alter table signatory alter column decline_reason set statistics 0;
