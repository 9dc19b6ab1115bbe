-- Partners with their people; what they promise and what of it comes (rules 6).

-- An organisation as partner of the hub. Whoever has a membership is one.
create table partner (
  organisation_id bigint primary key references organisation (id),
  worlds   text[] not null default '{}',     -- World
  about_nl text not null default '' check (length(about_nl) <= 300),   -- what it brings, for the public page
  about_en text not null default '' check (length(about_en) <= 300),
  shown    boolean not null default true     -- on the public page, as long as it is connected
);
insert into partner (organisation_id) select distinct organisation_id from membership;

create function membership_makes_partner() returns trigger language plpgsql as $$
begin
  insert into partner (organisation_id) values (new.organisation_id) on conflict do nothing;
  return new;
end $$;
create trigger membership_makes_partner after insert on membership for each row execute function membership_makes_partner();

create index on organisation (name, id) where kind <> 'SCHOOL';

-- Who is who at a partner. Name, mail and telephone are personal: read by staff with a row in the audit log (rules 8).
create table partner_person (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references partner (organisation_id),
  function        text not null check (length(function) between 1 and 120),
  role            text not null check (role in ('CONTACT', 'SIGNATORY', 'STEERING', 'WORKING_GROUP', 'GUEST_TEACHER', 'OTHER')),
  name            text check (length(name) between 1 and 100),
  email           text check (email = lower(email) and length(email) between 3 and 254),
  phone           text check (length(phone) between 1 and 30),
  ended_on        date
);
create index on partner_person (organisation_id);
create index on partner_person (email) where email is not null;

-- A file with partners that somebody looks at before it is imported; removed then, or after a day.
create table partner_import (
  id         uuid primary key,
  account_id bigint not null references account (id),
  created_at timestamptz not null,
  file_name  text not null check (length(file_name) <= 200),
  content    bytea not null
);

-- For which a delivery counts, as co-financing: the technology-education scheme, a regional deal, a grant.
create table funding_programme (
  id       bigint generated always as identity primary key,
  name     text not null check (length(name) between 1 and 120),
  ended_on date
);
create unique index on funding_programme (lower(name));

-- What a partner says it will do in a calendar year (the year of budgets and grants).
create table contribution (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references partner (organisation_id),
  year            int not null check (year between 2020 and 2100),
  kind            text not null,             -- ContributionKind
  unit            text not null,             -- ContributionUnit
  what            text not null check (length(what) between 1 and 200),
  amount          bigint not null check (amount between 1 and 1000000000),     -- in hundredths of the unit; euros: cents
  unit_cents      bigint not null check (unit_cents between 0 and 100000000),  -- what one unit is worth, as agreed then
  due_on          date not null check (extract(year from due_on) = year),
  state           text not null check (state in ('PROPOSED', 'ASKED_BACK', 'ACCEPTED', 'WITHDRAWN')),
  question        text check (length(question) between 1 and 500),             -- what the hub asks back
  delivered       bigint not null default 0 check (delivered >= 0),            -- in hundredths; kept by the trigger below
  counts_visits   boolean not null default false,  -- visits in the programme count as deliveries by themselves
  reminded_at     timestamptz,               -- that it is late; once
  declared_at     timestamptz not null,
  declared_by     bigint references account (id),
  check ((state = 'ASKED_BACK') = (question is not null)),
  check (not counts_visits or (kind in ('STAFF', 'PLACES') and state <> 'WITHDRAWN')),
  check (case kind when 'ADVICE' then unit = 'HOUR' when 'STAFF' then unit = 'HOUR' when 'PLACES' then unit in ('TIMES', 'HOUR')
                   when 'EQUIPMENT' then unit in ('PIECE', 'TIMES') when 'MONEY' then unit = 'EURO' and unit_cents = 100
                   when 'NETWORK' then unit in ('TIMES', 'HOUR') else false end)
);
create index on contribution (organisation_id, year, id);
create index on contribution (year);
create index on contribution (state) where state in ('PROPOSED', 'ASKED_BACK');
create index contribution_open on contribution (due_on) where state = 'ACCEPTED' and delivered < amount;
-- a visit counts once: for one contribution of a partner, a year and a kind
create unique index contribution_counts_visits on contribution (organisation_id, year, kind) where counts_visits;

-- What came of it, in parts, with evidence. A delivery counts for one funding programme: there is one column for it.
create table contribution_delivery (
  id              bigint generated always as identity primary key,
  contribution_id bigint not null references contribution (id),
  day             date not null,
  amount          bigint not null check (amount between 1 and 1000000000),     -- in hundredths of the unit
  evidence        text not null default '' check (length(evidence) <= 500),
  session_id      bigint references session (id),
  source          text not null check (source in ('HUB', 'PARTNER', 'VISIT')), -- VISIT: counted by itself
  state           text not null check (state in ('REPORTED', 'ASKED_BACK', 'ACCEPTED', 'WITHDRAWN')),
  question        text check (length(question) between 1 and 500),
  funding_programme_id bigint references funding_programme (id),
  recorded_at     timestamptz not null,
  recorded_by     bigint references account (id),
  check ((state = 'ASKED_BACK') = (question is not null)),
  check (case source when 'VISIT' then session_id is not null else evidence <> '' end),
  check (funding_programme_id is null or state = 'ACCEPTED'),
  constraint delivery_once_a_session unique (contribution_id, session_id)
);
create index on contribution_delivery (contribution_id, day);
create index on contribution_delivery (session_id) where session_id is not null;
create index on contribution_delivery (day) where state = 'ACCEPTED';
create index on contribution_delivery (funding_programme_id) where funding_programme_id is not null;
create index on contribution_delivery (state) where state in ('REPORTED', 'ASKED_BACK');

-- Locks first and adds up after that, so that two deliveries at the same time are both in the sum.
create function contribution_delivered() returns trigger language plpgsql as $$
begin
  perform from contribution c where c.id in (select contribution_id from changed) order by c.id for no key update;
  update contribution c
     set delivered = (select coalesce(sum(d.amount), 0) from contribution_delivery d where d.contribution_id = c.id and d.state = 'ACCEPTED')
   where c.id in (select contribution_id from changed);
  return null;
end $$;
create trigger contribution_delivered_more after insert on contribution_delivery
  referencing new table as changed for each statement execute function contribution_delivered();
create trigger contribution_delivered_other after update on contribution_delivery
  referencing new table as changed for each statement execute function contribution_delivered();
create trigger contribution_delivered_less after delete on contribution_delivery
  referencing old table as changed for each statement execute function contribution_delivered();

-- In which sessions a partner has a hand: it organises the activity (STAFF), or it is held at its place (PLACES).
create view partner_session as
select a.organiser_id as organisation_id, 'STAFF' as kind, s.id as session_id, s.activity_id, s.starts_at, s.ends_at, s.state,
       a.title_nl, a.title_en, a.worlds[1] as world
  from activity a join session s on s.activity_id = a.id
 where a.organiser_id is not null
union all
select p.organisation_id, 'PLACES', s.id, s.activity_id, s.starts_at, s.ends_at, s.state, a.title_nl, a.title_en, a.worlds[1]
  from place p join session s on s.place_id = p.id join activity a on a.id = s.activity_id
 where p.organisation_id is not null;
create index on activity (organiser_id) where organiser_id is not null;
create index on place (organisation_id) where organisation_id is not null;
create index on session (place_id, starts_at) where place_id is not null;

-- Whether, on a day, an organisation is connected: an active membership, or a delivery of the last twelve months (rules 6).
create function connected_on(on_day date) returns table (organisation_id bigint) language sql stable as $$
  select m.organisation_id from membership m where m.from_day <= on_day and (m.until_day is null or m.until_day >= on_day)
  union
  select c.organisation_id from contribution_delivery d join contribution c on c.id = d.contribution_id
   where d.state = 'ACCEPTED' and c.state = 'ACCEPTED' and d.day <= on_day and d.day > (on_day - interval '12 months')::date
$$;
