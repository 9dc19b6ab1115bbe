-- The register of people who can be planned, and who guides which session. Until now only accounts could be assigned; a guest
-- teacher or ambassador need not have one.
create table skill (
  id       bigint generated always as identity primary key,
  name     text not null check (length(name) between 1 and 60),
  ended_on date
);
create unique index skill_name on skill (lower(name)) where ended_on is null;

create table staff_member (
  id              bigint generated always as identity primary key,
  account_id      bigint unique references account (id),       -- name and address are those of the account
  kind            text not null check (kind in ('PROFESSIONAL', 'GUEST_TEACHER', 'AMBASSADOR')),
  name            text,                                        -- null: of the account, or forgotten
  email           text,
  phone           text,
  organisation_id bigint references organisation (id),         -- a guest teacher's
  max_hours       int check (max_hours between 1 and 60),      -- per week; null: no maximum
  vog_issued_on   date,                                        -- certificate of conduct; the document is never kept
  vog_seen_on     date,
  vog_seen_by     bigint references account (id),
  vog_warned_for  date,                                        -- the date of issue about which the person was warned
  feed_hash       bytea unique,                                -- of the secret in the address of the calendar
  version         int not null default 0,
  ended_on        date,                                        -- first day on which nobody plans this person
  forgotten_at    timestamptz,
  constraint vog_was_seen check ((vog_issued_on is null) = (vog_seen_on is null) and vog_seen_on >= vog_issued_on),
  constraint either_account_or_name check (account_id is null or name is null and email is null)
);
alter table staff_member alter column name set statistics 0, alter column email set statistics 0, alter column phone set statistics 0;
create index on staff_member (vog_issued_on) where ended_on is null;

create table staff_skill (
  member_id bigint not null references staff_member (id),
  skill_id  bigint not null references skill (id),
  primary key (member_id, skill_id)
);

-- Times at which somebody usually can; nobody who has no row is limited.
create table staff_hours (
  member_id  bigint not null references staff_member (id),
  weekday    int not null check (weekday between 1 and 7),     -- 1: Monday
  from_time  time not null,
  until_time time not null,
  check (from_time < until_time),
  primary key (member_id, weekday, from_time)
);

-- Days off, and days on which somebody can although it is not one of the usual times. Without times: the whole day.
create table staff_exception (
  id         bigint generated always as identity primary key,
  member_id  bigint not null references staff_member (id),
  from_day   date not null,
  until_day  date not null,
  from_time  time,
  until_time time,
  available  boolean not null,
  check (from_day <= until_day),
  check ((from_time is null) = (until_time is null) and (from_time is null or from_time < until_time))
);
create index on staff_exception (member_id, until_day);

-- How many people a session of an activity needs, and for what. Without rows one, or none for what a partner organises.
create table activity_role (
  id          bigint generated always as identity primary key,
  activity_id bigint not null references activity (id),
  skill_id    bigint references skill (id),                    -- null: anybody
  people      int not null check (people between 0 and 20),
  unique nulls not distinct (activity_id, skill_id)
);

insert into staff_member (account_id, kind)
select a.id, case when bool_or(r.role = 'AMBASSADOR') and not bool_or(r.role = 'PROFESSIONAL') then 'AMBASSADOR' else 'PROFESSIONAL' end
  from account a left join account_role r on r.account_id = a.id
 where r.role in ('PROFESSIONAL', 'AMBASSADOR') or exists (select from assignment w where w.account_id = a.id)
 group by a.id order by a.id;

-- R__published_views.sql makes what replaces them
drop view if exists bookings_assignment_v, bookings_guided_session_v cascade;
alter table assignment add column member_id bigint references staff_member (id);
update assignment w set member_id = m.id from staff_member m where m.account_id = w.account_id;
alter table assignment
  drop constraint assigned_in_one_place,
  drop constraint assignment_pkey,
  drop column account_id,
  alter column member_id set not null,
  add primary key (session_id, member_id),
  add column place text,                                       -- 'venue-3', 'site-12'; null: nowhere in particular
  add column latitude float8,
  add column longitude float8,
  add column skill_id bigint references skill (id),            -- for which of the roles; null: without a skill of its own
  add column answer text not null default 'OPEN' check (answer in ('OPEN', 'ACCEPTED', 'DECLINED')),
  add column answered_at timestamptz,
  add column reason text check (length(reason) <= 300),
  add constraint assigned_in_one_place exclude using gist (member_id with =, during with &&) where (answer <> 'DECLINED');
alter table assignment alter column reason set statistics 0;
create index on assignment (member_id);
-- who was assigned before anybody was asked had agreed to it
update assignment w
   set answer = 'ACCEPTED', place = coalesce('site-' || s.site_id, 'venue-' || s.venue_id),
       latitude = coalesce(v.latitude, o.latitude), longitude = coalesce(v.longitude, o.longitude)
  from session s
  left join venue v on v.id = s.venue_id
  left join organisation o on o.id = s.site_id
 where s.id = w.session_id;

-- mails that wait to be made name the person, no longer the account
update outbox o set payload = o.payload || jsonb_build_object('member', m.id)
  from staff_member m
 where o.template = 'team' and m.account_id = (o.payload ->> 'account')::bigint;

-- Each mail about an assignment has a secret of its own; only its hash is kept.
create table assignment_link (
  link_hash  bytea primary key,
  session_id bigint not null,
  member_id  bigint not null,
  made_at    timestamptz not null,
  foreign key (session_id, member_id) references assignment (session_id, member_id) on delete cascade
);
create index on assignment_link (session_id, member_id);

-- The last word on who guides what: two who assign the same person at once wait for each other here. What is over is history. A
-- session that moves takes its people along as long as they can be there; whether they want to, they are asked again.
create function check_assignment() returns trigger language plpgsql as $$
declare
  refused text[];
begin
  if new.answer = 'DECLINED' or upper(new.during) <= now() then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.answer <> 'DECLINED' and new.during = old.during and new.place is not distinct from old.place then
    return new;
  end if;
  perform from staff_member where id = new.member_id for no key update;
  if tg_op = 'INSERT' or old.answer = 'DECLINED' then
    refused := staff_obstacles(new.member_id, new.session_id);
  end if;
  refused := refused || staff_conflicts(new.member_id, new.session_id, new.during, new.place, new.latitude, new.longitude);
  if cardinality(refused) > 0 then
    raise exception 'member % can not guide session %: %', new.member_id, new.session_id, array_to_string(refused, ', ')
      using errcode = 'exclusion_violation', constraint = case when 'TRAVEL' = any(refused) or 'ELSEWHERE' = any(refused)
        then 'assigned_in_one_place' else 'assignment_possible' end;
  end if;
  return new;
end $$;
create trigger check_assignment before insert or update of during, place, answer, member_id on assignment
  for each row execute function check_assignment();
