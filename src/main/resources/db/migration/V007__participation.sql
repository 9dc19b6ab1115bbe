-- Bookings, sign-ups, waiting list, attendance (rules 3, 4).

-- What is scarce about a session. One row a session, made with it; only participation changes "taken".
-- The checks are the last word: whatever the code does, no place is given twice.
create table session_places (
  session_id     bigint primary key references session (id),
  open           boolean not null,           -- published and not cancelled
  bookable_until timestamptz not null,       -- the start of the session
  capacity       int not null,
  class_capacity int not null,               -- individuals: 0
  taken          int not null default 0 check (taken >= 0),
  classes_taken  int not null default 0 check (classes_taken >= 0),
  ends_at        timestamptz not null,       -- with bookable_until and held_at: what those who booked were told
  held_at        text not null,              -- where: a key of the place or the school
  constraint never_oversold check (taken <= capacity and classes_taken <= class_capacity)
) with (fillfactor = 50);

create sequence waiting_turn;

create table booking (
  id              bigint generated always as identity primary key,
  session_id      bigint not null references session (id),
  kind            text not null check (kind in ('CLASS', 'INDIVIDUAL')),
  state           text not null check (state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED', 'CANCELLED', 'EXPIRED')),
                  -- HELD: place kept until the mail is confirmed; OFFERED: place kept until the school answers; EXPIRED: not confirmed or not answered in time
  participants    int not null check (participants between 1 and 2000),
  adults          int not null default 0 check (adults between 0 and 200),   -- who come along with a class
  site_id         bigint references school_site (organisation_id),
  class_id        bigint references school_class (id),
  account_id      bigint references account (id),
  travel_minutes  int not null default 0 check (travel_minutes between 0 and 600),   -- of a class, one way
  idempotency_key uuid not null unique,
  requested_at    timestamptz not null,
  turn            bigint,                    -- place on the waiting list, ascending; null when never waited
  deadline        timestamptz,               -- of the offer or of the hold
  cancelled_at    timestamptz,
  cancelled_by    text check (cancelled_by in ('SCHOOL', 'VISITOR', 'TEC')),
  cancelled_late  boolean not null default false,
  cancel_reason   text,
  sequence        int not null default 0,    -- iCalendar SEQUENCE
  check ((kind = 'CLASS') = (class_id is not null) and (kind = 'CLASS') = (site_id is not null)),
  check ((state in ('HELD', 'OFFERED')) = (deadline is not null)),
  check (state <> 'WAITING' or turn is not null)
);
create unique index booking_once on booking (session_id, class_id) where state in ('HELD', 'CONFIRMED', 'WAITING', 'OFFERED') and class_id is not null;
create index on booking (session_id, state, turn);
create index booking_waiting on booking (session_id) where state = 'WAITING';   -- few: counted for every session of a list
create index on booking (site_id, session_id);
create index on booking (class_id);
create index booking_deadline on booking (deadline) where deadline is not null;

-- A class is never in two places at the same time (rules 3): for every booking that holds places, travel included.
create table class_occupation (
  booking_id bigint primary key references booking (id),
  class_id   bigint not null references school_class (id),
  during     tstzrange not null check (not isempty(during)),
  constraint class_in_one_place exclude using gist (class_id with =, during with &&)
);

-- The pupils of a class booking, by class part.
create table booking_part (
  booking_id    bigint not null references booking (id),
  class_part_id bigint not null references class_part (id),
  head_count    int not null check (head_count >= 0),
  primary key (booking_id, class_part_id)
);
create index on booking_part (class_part_id);

-- What happened to a booking; nothing is ever removed from it.
create table booking_event (
  id         bigint generated always as identity primary key,
  booking_id bigint not null references booking (id),
  at         timestamptz not null,
  account_id bigint,
  event      text not null,                  -- BOOKED, WAITING, OFFERED, ACCEPTED, HEAD_COUNT, CANCELLED, ...
  participants int not null
);
create index on booking_event (booking_id, id);
create trigger booking_event_append_only before update or delete or truncate on booking_event
  for each statement execute function refuse_change();

-- The list of what is arranged for a visit: a row where it differs from what follows from the booking by itself (rules 4).
create table visit_item (
  booking_id bigint not null references booking (id),
  item       text not null check (item in ('TRANSPORT', 'SUPERVISION', 'BEFORE', 'AFTER', 'COSTS', 'PRACTICAL')),
  state      text not null check (state in ('OPEN', 'DONE', 'NOT_NEEDED')),
  choice     text,                           -- TRANSPORT: Transport
  detail     text not null default '',       -- PRACTICAL: the school's own words; removed the day after the visit
  departs_at timestamptz,                    -- TRANSPORT, a bus of the TEC: when it leaves at the school ...
  returns_at timestamptz,                    -- ... and is back there
  account_id bigint references account (id),
  changed_at timestamptz not null,
  primary key (booking_id, item)
);

-- The personal data of a sign-up; removed 14 days after the session, the counts stay (rules 8).
create table sign_up (
  booking_id   bigint primary key references booking (id),
  email        text,
  email_hash   bytea not null,               -- HMAC with the hub's own key: distinct people can be counted after the address is gone
  name         text,
  phone        text,                         -- of a parent, for a child that comes alone
  language     text not null default 'nl' check (language in ('nl', 'en')),
  confirmed_at timestamptz,
  photo_permission boolean not null default false,
  erased_at    timestamptz
);
create index on sign_up (email_hash);
create index sign_up_personal on sign_up (booking_id) where erased_at is null;
-- The links in the mails: each mail has a secret of its own, of which only hashes are stored. Removed with the personal data.
create table sign_up_link (
  link_hash     bytea primary key,           -- SHA-256 of the secret in the mail: shows, confirms, changes, cancels
  check_in_hash bytea not null unique,       -- SHA-256 of the secret in the QR, which follows from the other
  booking_id    bigint not null references sign_up (booking_id),
  made_at       timestamptz not null
);
create index on sign_up_link (booking_id);
create table sign_up_person (
  id         bigint generated always as identity primary key,
  booking_id bigint not null references booking (id),
  audience   text not null,                  -- Audience: CHILD, PARENT, TEACHER, CAREER_SWITCHER, ...
  first_name text,                           -- removed with the rest
  sector     text, grade int,                -- of a child: group or year ...
  age        int,                            -- ... or age
  checked_in_at timestamptz
);
create index on sign_up_person (booking_id);

-- Who really came: counted on the day. The only thing reach is made of (rules 2.1).
create table attendance (
  id            bigint generated always as identity primary key,
  session_id    bigint not null references session (id),
  held_on       date not null,               -- the day of the session at the hub
  booking_id    bigint references booking (id),
  class_part_id bigint references class_part (id),
  person_id     bigint references sign_up_person (id),
  audience      text not null,
  sector        text, grade int,
  head_count    int not null check (head_count between 0 and 2000),
  other_pupils  boolean not null default false,   -- other pupils of this class than before (rules 2.2)
  email_hash    bytea,
  recorded_at   timestamptz not null,
  account_id    bigint,
  unique (booking_id, class_part_id),
  unique (person_id),
  check (num_nonnulls(class_part_id, person_id) <= 1)
);
-- People who came without signing up are one number per session and audience (rules 2.9).
create unique index attendance_walk_in on attendance (session_id, audience) where booking_id is null;
create index on attendance (session_id);
create index on attendance (class_part_id, held_on);
create index on attendance (held_on, audience);

-- What other modules show of it: is there room? Waiting counts the requests, not the people.
create view session_availability as
select p.session_id,
       p.open,
       p.capacity - p.taken as free,
       p.class_capacity - p.classes_taken as free_classes,
       (select count(*)::int from booking b where b.session_id = p.session_id and b.state = 'WAITING') as waiting
from session_places p;

-- A professional or ambassador who runs a session: sees its run sheet (rules 9).
create table assignment (
  session_id bigint not null references session (id),
  account_id bigint not null references account (id),
  assigned_at timestamptz not null,
  primary key (session_id, account_id)
);
create index on assignment (account_id);
