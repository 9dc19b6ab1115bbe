-- What a visit costs and what a school pays for it (requirement G2, rules 7.7 and 7.8). Rates and rules are data with the day from
-- which they hold, so that what is past stays as it was.

-- Per hour of a guide, per participant, per hour of a venue, per kilometre of a bus. The rate of an activity or a venue goes before
-- the one for all.
create table cost_rate (
  id          bigint generated always as identity primary key,
  item        text not null check (item in ('GUIDE', 'MATERIAL', 'VENUE', 'BUS')),
  activity_id bigint references activity (id),
  venue_id    bigint references venue (id),
  cents       bigint not null check (cents between 0 and 10000000),
  from_day    date not null,
  check (activity_id is null or item = 'MATERIAL'),
  check (venue_id is null or item = 'VENUE'),
  constraint cost_rate_once unique nulls not distinct (item, activity_id, venue_id, from_day)
);

-- What really was, where it differs from what was planned: minutes of a guide or a venue, participants, metres of a bus.
create table visit_quantity (
  session_id  bigint not null references session (id),
  item        text not null check (item in ('GUIDE', 'MATERIAL', 'VENUE', 'BUS')),
  subject_id  bigint not null,   -- the guide, the venue, the booking of the bus; 0 for material
  quantity    int not null check (quantity between 0 and 10000000),
  note        text not null check (length(note) between 1 and 200),
  recorded_at timestamptz not null,
  recorded_by bigint not null references account (id),
  primary key (session_id, item, subject_id)
);

-- What a visit of a class cost its school when it was first recorded who came.
create table visit_price (
  booking_id bigint primary key references booking (id),
  cents      bigint not null check (cents between 0 and 1000000000)
);
-- visits of before this version: as the activity costs now
insert into visit_price (booking_id, cents)
select b.id, a.cost_school_cents
  from booking b
  join session s on s.id = b.session_id
  join activity a on a.id = s.activity_id
 where b.kind = 'CLASS' and b.state = 'CONFIRMED' and exists (select from attendance v where v.booking_id = b.id);

-- What comes off what a school pays: a discount, or a part that a source covers.
create table price_rule (
  id           bigint generated always as identity primary key,
  name         text not null check (length(name) between 1 and 80),
  source_id    bigint references funding_source (id),   -- null: a discount, which nobody pays
  percent      int not null check (percent between 1 and 100),
  activity_id  bigint references activity (id),         -- null: every activity
  site_id      bigint references school_site (organisation_id), -- null: every school
  first_visits int check (first_visits between 1 and 1000),     -- of a school in a calendar year; null: all of them
  most_cents   bigint check (most_cents between 1 and 1000000000),  -- for a school in a calendar year; null: no limit
  from_day     date not null,
  until_day    date check (until_day >= from_day)
);
create unique index price_rule_name on price_rule (lower(name));
