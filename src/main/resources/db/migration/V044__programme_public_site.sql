-- What a visitor has to know to come and to pay, and how a school that has no account asks for one.

-- How to reach a place, and whom to call there.
alter table venue
  add column phone    text check (length(phone) <= 30),
  add column route_nl text not null default '' check (length(route_nl) <= 1000),
  add column route_en text not null default '' check (length(route_en) <= 1000);

-- How one pays for this activity, where it differs from what the hub says for all.
alter table activity
  add column payment_nl text not null default '' check (length(payment_nl) <= 500),
  add column payment_en text not null default '' check (length(payment_en) <= 500);

-- Somebody of a school asks for an account (of organisations). Nothing follows from it by itself: an administrator says yes or no,
-- after the address was confirmed by its owner.
create table account_request (
  id              bigint generated always as identity primary key,
  name            text not null check (length(name) between 1 and 100),
  email           text not null check (email = lower(email) and length(email) <= 254),
  role            text not null check (role in ('TEACHER', 'SCHOOL_COORDINATOR')),
  organisation_id bigint not null references school_site (organisation_id),
  language        text not null check (language in ('nl', 'en')),
  secret_hash     bytea not null unique,     -- SHA-256 of the secret in the mail that confirms the address
  asked_at        timestamptz not null,
  confirmed_at    timestamptz,
  decided_at      timestamptz,
  decided_by      bigint references account (id),
  granted         boolean,
  check ((decided_at is null) = (granted is null)),
  check (granted is null or confirmed_at is not null)   -- nobody is decided on who may be somebody else
);
alter table account_request alter column email set statistics 0, alter column name set statistics 0;   -- personal, and erased
create unique index account_request_once on account_request (email, role, organisation_id) where decided_at is null;
create index account_request_open on account_request (confirmed_at) where decided_at is null and confirmed_at is not null;
