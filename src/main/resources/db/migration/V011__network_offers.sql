-- The employers' register: what companies offer to schools, and what schools ask of them (brief D4, rules 6).

create table offer (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  kind            text not null check (kind in ('GUEST_LESSON', 'TOUR', 'CHALLENGE', 'INTERNSHIP', 'MATERIAL')),
  state           text not null check (state in ('DRAFT', 'PUBLISHED', 'PAUSED', 'ENDED')),
  title_nl        text not null check (length(title_nl) between 1 and 100),
  title_en        text not null default '' check (length(title_en) <= 100),
  promise_nl      text not null default '' check (length(promise_nl) <= 200),
  promise_en      text not null default '' check (length(promise_en) <= 200),
  description_nl  text not null default '' check (length(description_nl) <= 4000),
  description_en  text not null default '' check (length(description_en) <= 4000),
  clothing_nl     text not null default '' check (length(clothing_nl) <= 200),   -- protective clothing and what else to wear
  clothing_en     text not null default '' check (length(clothing_en) <= 200),
  worlds          text[] not null check (cardinality(worlds) between 1 and 7),   -- the first is the primary one
  disciplines     text[] not null default '{}',
  po_from int, po_to int, vo_from int, vo_to int, mbo_from int, mbo_to int,      -- groups and years the host takes
  youngest_age    int check (youngest_age between 4 and 21),
  group_min       int not null check (group_min >= 1),
  group_max       int not null check (group_max between group_min and 500),
  wheelchair      boolean not null default false,
  coach           boolean not null default false,                                -- room for a coach at the door
  held            text not null check (held in ('COMPANY', 'SCHOOL', 'ROOM')),   -- ROOM: in a room of the hub
  street          text not null default '', postcode text not null default '', town text not null default '',
  room_id         bigint references resource (id),
  travel_km       int check (travel_km between 1 and 300),                       -- how far it will go to a school
  latitude        double precision, longitude double precision,                  -- the middle of its postcode area
  minutes         int not null check (minutes between 15 and 480),
  morning_at      time not null, afternoon_at time not null,                     -- when it usually begins
  closed_weeks    int[] not null default '{}',                                   -- ISO weeks in which nobody can come
  goals           text[] not null default '{}',                                  -- curriculum goals
  term_days       int check (term_days between 1 and 60),                        -- working days to answer in; null: the hub's
  contact_email   text not null check (length(contact_email) <= 254),            -- gets the questions; shown to nobody before a yes
  contact_language text not null default 'nl' check (contact_language in ('nl', 'en')),
  activity_id     bigint unique references activity (id),                        -- in the programme, from the first yes on
  activity_of     int,                                                           -- the version of the offer the activity was made of
  version         int not null default 0,
  changed_at      timestamptz not null,
  changed_by      bigint not null references account (id),
  check (held <> 'SCHOOL' or travel_km is not null),
  check ((held = 'ROOM') = (room_id is not null))
);
create index on offer (organisation_id, id);
create index on offer (lower(title_nl), id);
create index on offer using gin (lower(title_nl) gin_trgm_ops);
create index offer_published on offer (id) where state = 'PUBLISHED';
create index offer_of_world on offer using gin (worlds) where state = 'PUBLISHED';

create table offer_request (
  id           bigint generated always as identity primary key,
  offer_id     bigint not null references offer (id),
  site_id      bigint not null references school_site (organisation_id),
  class_id     bigint not null references school_class (id),
  class_label  text not null,                -- as it was when it was asked
  sector       text not null,
  account_id   bigint not null references account (id),      -- who asks
  participants int not null check (participants between 1 and 500),
  adults       int not null check (adults between 0 and 50),
  question     text not null default '' check (length(question) <= 1000),   -- removed after the visit
  form_key     uuid not null unique,         -- the same form sent twice asks once
  state        text not null check (state in ('OPEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'CLOSED', 'EXPIRED')),
                                             -- CLOSED: by the programme maker; EXPIRED: the last date passed without an answer
  asked_at     timestamptz not null,
  remind_at    timestamptz not null,         -- half way the term
  due_at       timestamptz not null,         -- then it climbs up to the programme maker
  reminded_at  timestamptz,
  escalated_at timestamptz,
  ended_at     timestamptz,
  ended_how    text check (ended_how in ('LINK', 'PORTAL', 'MAKER', 'SCHOOL', 'CLOCK')),
  ended_by     bigint references account (id),
  reason       text check (length(reason) <= 500),
  chosen       int,                          -- position of the date that was said yes to
  session_id   bigint unique references session (id),
  booking_id   bigint unique references booking (id),
  called_off_at timestamptz,                 -- the visit that came of it was called off, and the company was told
  check (remind_at <= due_at),
  check ((state = 'OPEN') = (ended_at is null) and (state = 'OPEN') = (ended_how is null)),
  constraint yes_is_booked check ((state = 'ACCEPTED') = (session_id is not null and booking_id is not null and chosen is not null)),
  check (state not in ('DECLINED', 'CLOSED') or length(reason) >= 1)
);
-- A class does not ask twice the same at once.
create unique index offer_request_once on offer_request (offer_id, class_id) where state = 'OPEN';
create index on offer_request (offer_id, id);
create index on offer_request (site_id, id);
create index on offer_request (class_id);
create index offer_request_open on offer_request (due_at) where state = 'OPEN';
create index offer_request_to_come on offer_request (booking_id) where state = 'ACCEPTED' and called_off_at is null;

create table offer_request_date (
  request_id bigint not null references offer_request (id),
  position   int not null check (position between 1 and 3),
  day        date not null,
  part       text not null check (part in ('MORNING', 'AFTERNOON')),
  obstacle   text,                           -- somebody said yes to it, but it can't be: why
  primary key (request_id, position),
  unique (request_id, day, part)
);
create table offer_request_part (            -- pupils of each part of the class
  request_id    bigint not null references offer_request (id),
  class_part_id bigint not null references class_part (id),
  head_count    int not null check (head_count >= 0),
  primary key (request_id, class_part_id)
);
create index on offer_request_part (class_part_id);
-- The links in the mails: only the SHA-256 of the secret is stored.
create table offer_link (
  link_hash  bytea primary key,
  request_id bigint not null references offer_request (id),
  made_at    timestamptz not null
);
create index on offer_link (request_id);
-- What happened to a request; nothing is ever removed from it.
create table offer_event (
  id         bigint generated always as identity primary key,
  request_id bigint not null references offer_request (id),
  at         timestamptz not null,
  account_id bigint,                         -- null: by the link in the mail, or by the clock
  event      text not null                   -- ASKED, REMINDED, ESCALATED, EXTENDED, IMPOSSIBLE, ACCEPTED, ...
);
create index on offer_event (request_id, id);
create trigger offer_event_append_only before update or delete or truncate on offer_event
  for each statement execute function refuse_change();

-- What participation shows of the visits of classes: what they were about, and who came.
create view class_visit_booked as
select b.id as booking_id, b.class_id, b.session_id, b.state, b.participants, s.starts_at, s.ends_at, a.worlds
from booking b join session s on s.id = b.session_id join activity a on a.id = s.activity_id
where b.kind = 'CLASS';
create view attended as
select session_id, booking_id, head_count from attendance;
