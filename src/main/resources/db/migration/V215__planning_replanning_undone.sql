-- What was replanned can be undone until the mails go out, by any programme manager. Until then what a visit left stays taken: its seats
-- in session_capacity (so that never_oversold refuses anybody else), its bus as a HELD reservation (so that reservation_conflict does).
alter table reservation drop constraint reservation_subject_check;
alter table reservation add constraint reservation_subject_check check (subject in ('SESSION', 'BOOKING', 'BLOCKED', 'SET_UP', 'HELD'));
create index reservation_held on reservation (subject_id) where subject = 'HELD';

-- A visit that was moved, and can still go back. Removed when it went back, or when that is no longer possible.
create table moved_visit (
  id         bigint generated always as identity primary key,
  booking_id bigint not null references booking (id) on delete cascade,
  from_id    bigint not null references session (id),
  to_id      bigint not null references session (id),
  starts_at  timestamptz not null,           -- of the session it came from; another moment: that was moved since
  seats      int not null check (seats >= 0),             -- still taken there
  classes    int not null check (classes in (0, 1)),
  ride       bigint,                         -- of its bus there, which is held
  transport  jsonb,                          -- how it was to come, which a move can reset
  check (from_id <> to_id)
);
create index on moved_visit (booking_id);
create index on moved_visit (from_id);
create index on moved_visit (to_id);

create table plan_replanning (
  id         bigint generated always as identity primary key,
  round_id   bigint not null references plan_round (id) on delete cascade,
  account_id bigint not null references account (id),
  made_at    timestamptz not null,
  final_at   timestamptz not null,           -- until then it can be undone, and no school is told
  undone_at  timestamptz,
  done_at    timestamptz,                    -- the mails are on their way
  check (final_at >= made_at),
  check (undone_at is null or done_at is null)
);
create index plan_replanning_open on plan_replanning (final_at) where undone_at is null and done_at is null;
create index on plan_replanning (round_id);
create index on plan_replanning (account_id);

-- What was done for a visit, in order; removed with the possibility to undo it.
create table plan_replanning_step (
  id            bigint generated always as identity primary key,
  replanning_id bigint not null references plan_replanning (id) on delete cascade,
  booking_id    bigint not null references booking (id) on delete cascade,
  moved_id      bigint references moved_visit (id) on delete cascade,   -- null: only the guide or the bus was replaced
  made_id       bigint references session (id),                         -- the session that was made for it
  emptied_id    bigint references session (id),                         -- the session that it left empty, which is closed until it is cancelled
  guided_id     bigint references session (id),                         -- the session of which the guide was replaced
  was           bigint,                                                 -- the guide or bus that was replaced
  instead       bigint,
  check ((moved_id is null) = (was is not null)),
  check ((was is null) = (instead is null)),
  check (moved_id is not null or made_id is null and emptied_id is null)
);
create index on plan_replanning_step (replanning_id);
create index on plan_replanning_step (booking_id);
create index on plan_replanning_step (moved_id) where moved_id is not null;
