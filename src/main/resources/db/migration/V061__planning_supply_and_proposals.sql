-- What can be held in a round, and the plans that are proposed for it (rules 5).
alter table plan_round
  add school_from     time not null default '08:30',
  add school_until    time not null default '14:30',
  add wednesday_until time not null default '12:30',
  add boarding_minutes int not null default 10 check (boarding_minutes between 0 and 60),
  add venue_minutes   int not null default 30 check (venue_minutes between 0 and 240),
  add constraint plan_round_hours check (school_from < school_until and school_from < wednesday_until);

-- When and where sessions of an activity can be held: one line per room, set-up and clean-up within the hours.
create table plan_supply (
  id          bigint generated always as identity primary key,
  round_id    bigint not null references plan_round (id),
  activity_id bigint not null references activity (id),
  venue_id    bigint not null references venue (id),
  room_id     bigint references resource (id),          -- null: at the venue, outside its rooms
  weekdays    int[] not null check (weekdays <@ array[1, 2, 3, 4, 5]),   -- none: not held
  opens       time not null,
  closes      time not null check (closes > opens),
  first_day   date not null,
  last_day    date not null check (last_day >= first_day),
  unique nulls not distinct (round_id, activity_id, venue_id, room_id)
);
create index on plan_supply (activity_id);
create index on plan_supply (venue_id);
create index on plan_supply (room_id);

-- A plan as it is computed. The instance never changes; what was pinned and forbidden by hand comes on top of it.
create table plan_proposal (
  id           bigint generated always as identity primary key,
  round_id     bigint not null references plan_round (id),
  name         text not null check (length(name) between 1 and 60),
  state        text not null check (state in ('QUEUED', 'SOLVING', 'DONE', 'FAILED')),
  parent_id    bigint references plan_proposal (id),     -- it goes on from that one
  seconds      int not null check (seconds between 1 and 3600),
  instance     text not null,
  pins         text[] not null default '{}',             -- a wish and a candidate, with a space between
  forbidden    text[] not null default '{}',
  solution     text,                                     -- the best so far
  version      int not null default 0,                   -- counts the changes of the plan, its pins and what is forbidden
  progress     text,                                     -- the last line of the solver
  fault        text,
  stop_asked   boolean not null default false,
  node         text,
  heartbeat_at timestamptz,
  started_at   timestamptz,
  finished_at  timestamptz,
  made_by      bigint references account (id),
  made_at      timestamptz not null,
  constraint plan_proposal_done check (state <> 'DONE' or solution is not null),
  constraint plan_proposal_solving check (state <> 'SOLVING' or node is not null and heartbeat_at is not null)
);
create index on plan_proposal (round_id);
create index on plan_proposal (parent_id);
create index on plan_proposal (made_by);
-- One solver at a time per hub, on whatever node.
create unique index plan_one_solver on plan_proposal ((true)) where state = 'SOLVING';
