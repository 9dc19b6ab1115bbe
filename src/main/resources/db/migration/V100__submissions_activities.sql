-- Activities that partners enter themselves. Nothing of it is public before a programme manager has accepted it.

-- Where people sign up at the site of the organiser; null: here.
alter table activity add column sign_up_url text check (length(sign_up_url) <= 500 and sign_up_url ~ '^https?://');

-- The logo of a partner, scaled and written anew by us. When it was changed is in its address.
create table partner_logo (
  organisation_id bigint primary key references partner (organisation_id),
  png        bytea not null check (length(png) <= 500000),
  changed_at timestamptz not null
);

-- What a partner wants to have in the programme, as it is now. Once it was accepted there is an activity, which stays as it
-- was until a change is accepted too.
create table submission (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  state           text not null check (state in ('DRAFT', 'SUBMITTED', 'QUESTION', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
  source          text not null default 'FORM' check (source in ('FORM', 'FILE', 'CALENDAR')),
  details         jsonb not null,                -- ActivityDetails
  place           jsonb,                         -- Submission.Place, where the place is not one of ours
  note            text not null default '' check (length(note) <= 1000),      -- of the partner, for the programme manager
  message         text not null default '' check (length(message) <= 1000),   -- the question, or the reason of a no
  activity_id     bigint unique references activity (id),
  account_id      bigint references account (id) on delete set null,          -- who hears what is decided
  changed_at      timestamptz not null,
  submitted_at    timestamptz,
  decided_at      timestamptz,
  decided_by      bigint references account (id) on delete set null,
  version         int not null default 0,
  check (state <> 'ACCEPTED' or activity_id is not null),
  check (state not in ('QUESTION', 'REFUSED') or message <> ''),
  check (state = 'DRAFT' or state = 'WITHDRAWN' or submitted_at is not null)
);
create index on submission (organisation_id);
create index on submission (submitted_at, id) where state = 'SUBMITTED';

create table submission_date (
  id            bigint generated always as identity primary key,
  submission_id bigint not null references submission (id) on delete cascade,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null check (ends_at > starts_at),
  session_id    bigint unique references session (id),   -- once it was accepted
  cancel_reason text check (length(cancel_reason) between 1 and 500),   -- it is called off, or no longer there at its source
  unique (submission_id, starts_at) deferrable
);
create index on submission_date (submission_id, starts_at);
