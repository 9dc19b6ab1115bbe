-- A plan becomes sessions and bookings (rules 5.4): prepared in pieces, as drafts that nobody sees, and published in one transaction.
create table plan_publication (
  round_id    bigint primary key references plan_round (id),
  proposal_id bigint not null references plan_proposal (id),
  state       text not null check (state in ('PREPARING', 'DONE', 'FAILED')),
  publish_at  timestamptz not null,          -- not before; until then it can be taken back
  answer_by   date not null,
  fault       text,                           -- key of a text
  fault_about text,
  started_by  bigint not null references account (id),
  started_at  timestamptz not null,
  finished_at timestamptz
);
create index on plan_publication (proposal_id);
create index on plan_publication (started_by);

-- The draft that stands ready for a session of the plan.
create table plan_prepared_session (
  round_id   bigint not null references plan_publication (round_id),
  candidate  bigint not null,
  session_id bigint not null unique references session (id),
  primary key (round_id, candidate)
);

-- What a wish became, and what the school says to it.
create table plan_visit (
  id          bigint generated always as identity primary key,
  round_id    bigint not null references plan_round (id),
  wish_id     bigint not null references plan_wish (id),
  session_id  bigint not null references session (id),
  booking_id  bigint not null unique references booking (id),
  answer      text not null default 'OPEN' check (answer in ('OPEN', 'ACCEPTED', 'CHANGE_ASKED', 'GIVEN_BACK')),
  note        text not null default '' check (length(note) <= 500),
  answered_at timestamptz,
  answered_by bigint references account (id),
  made_at     timestamptz not null,
  constraint plan_visit_answered check ((answer = 'OPEN') = (answered_at is null))
);
alter table plan_visit alter column note set statistics 0;
create index on plan_visit (round_id);
create index on plan_visit (session_id);
create index on plan_visit (answered_by);
-- A wish is met once.
create unique index plan_visit_once on plan_visit (wish_id) where answer <> 'GIVEN_BACK';
