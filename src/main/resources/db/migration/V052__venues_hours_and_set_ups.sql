-- When places and rooms are open, and set-ups: equipment that stands in a room for a while, for the activities that need it.
-- Without hours a place is always open. A room can have hours of its own, within those of its place.
create table venue_hours (
  venue_id   bigint not null references venue (id),
  room_id    bigint references resource (id),                  -- null: the whole place
  weekday    int not null check (weekday between 1 and 7),     -- 1: Monday
  from_time  time not null,
  until_time time not null,
  check (from_time < until_time),
  unique nulls not distinct (venue_id, room_id, weekday)
);

create table venue_closed (
  id        bigint generated always as identity primary key,
  venue_id  bigint not null references venue (id),
  room_id   bigint references resource (id),                   -- null: the whole place
  first_day date not null,
  last_day  date not null,
  reason    text not null check (length(reason) between 1 and 120),
  check (first_day <= last_day)
);
create index on venue_closed (venue_id, last_day);

create table set_up (
  id       bigint generated always as identity primary key,
  name_nl  text not null check (length(name_nl) between 1 and 120),
  name_en  text not null check (length(name_en) <= 120),
  version  int not null default 0,
  ended_on date
);

create table set_up_equipment (
  set_up_id     bigint not null references set_up (id),
  equipment_key text not null references equipment (key),
  primary key (set_up_id, equipment_key)
);

-- These activities can only be held where and when their set-up stands.
create table set_up_activity (
  activity_id bigint primary key references activity (id) on delete cascade,
  set_up_id   bigint not null references set_up (id)
);
create index on set_up_activity (set_up_id);

-- While a set-up stands, it has its room and a set of each of its equipment; a session in it has the set-up instead.
create table set_up_period (
  id        bigint generated always as identity primary key,
  set_up_id bigint not null references set_up (id),
  room_id   bigint not null references resource (id),
  first_day date not null,
  last_day  date not null,
  check (first_day <= last_day)
);
create index on set_up_period (set_up_id, last_day);

alter table resource drop constraint resource_kind_check;
alter table resource
  add constraint resource_kind_check check (kind in ('ROOM', 'EQUIPMENT', 'PERSON', 'BUS', 'VENUE', 'SET_UP')),
  add column set_up_period_id bigint unique references set_up_period (id),
  add constraint set_up_has_period check ((kind = 'SET_UP') = (set_up_period_id is not null));
alter table reservation drop constraint reservation_subject_check;
alter table reservation add constraint reservation_subject_check check (subject in ('SESSION', 'BOOKING', 'BLOCKED', 'SET_UP'));

create function days_of(at_time tstzrange) returns daterange language sql stable as $$
  select daterange((lower(at_time) at time zone 'Europe/Amsterdam')::date,
                   ((upper(at_time) - interval '1 microsecond') at time zone 'Europe/Amsterdam')::date, '[]')
$$;

-- Set-up and clean-up are within the hours too: somebody has to let people in.
create function venue_open(of_venue bigint, of_room bigint, at_time tstzrange) returns boolean language sql stable as $$
  select not exists (select from venue_closed c
                      where c.venue_id = of_venue and (c.room_id is null or c.room_id = of_room)
                        and daterange(c.first_day, c.last_day, '[]') && days_of(at_time))
     and not exists (select from (values (null::bigint), (of_room)) as part (room)
                      where exists (select from venue_hours h where h.venue_id = of_venue and h.room_id is not distinct from part.room)
                        and not exists (select from venue_hours h
                                         where h.venue_id = of_venue and h.room_id is not distinct from part.room
                                           and h.weekday = extract(isodow from l.starts) and l.ends::date = l.starts::date
                                           and h.from_time <= l.starts::time and h.until_time >= l.ends::time))
    from (select lower(at_time) at time zone 'Europe/Amsterdam' as starts, upper(at_time) at time zone 'Europe/Amsterdam' as ends) l
$$;

create function set_up_stands(of_period bigint, at_time tstzrange) returns boolean language sql stable as $$
  select exists (select from set_up_period p where p.id = of_period and daterange(p.first_day, p.last_day, '[]') @> days_of(at_time))
$$;

create function resource_open(r resource, at_time tstzrange) returns boolean language sql stable as $$
  select case r.kind
           when 'ROOM' then venue_open(r.venue_id, r.id, at_time)
           when 'VENUE' then venue_open(r.venue_id, null, at_time)
           when 'SET_UP' then (select venue_open(r.venue_id, p.room_id, at_time) from set_up_period p where p.id = r.set_up_period_id)
           else true
         end
$$;

-- The last word, from both sides: a session is not reserved where nothing is open or no set-up stands, and what is reserved stays
-- possible.
create function check_reservation_is_open() returns trigger language plpgsql as $$
declare
  r resource;
begin
  select * into r from resource where id = new.resource_id for share;
  if r.kind = 'SET_UP' and not set_up_stands(r.set_up_period_id, new.during) then
    raise exception 'the set-up is not there then' using errcode = 'check_violation', constraint = 'set_up_stands';
  end if;
  if not resource_open(r, new.during) then
    raise exception 'it is closed then' using errcode = 'check_violation', constraint = 'venue_is_open';
  end if;
  return new;
end $$;
create trigger reservation_is_open before insert or update on reservation
  for each row when (new.subject = 'SESSION') execute function check_reservation_is_open();

create function check_what_is_reserved_is_open() returns trigger language plpgsql as $$
begin
  perform from resource where venue_id = coalesce(new.venue_id, old.venue_id) for no key update;
  if exists (select from resource r join reservation b on b.resource_id = r.id
              where r.venue_id = coalesce(new.venue_id, old.venue_id) and b.subject = 'SESSION' and upper(b.during) > now()
                and not resource_open(r, b.during)) then
    raise exception 'something is still to come at a time that it would be closed' using errcode = 'check_violation',
      constraint = 'venue_is_open';
  end if;
  return null;
end $$;
-- at the end of the transaction: the hours of a week are replaced day by day
create constraint trigger hours_of_what_is_reserved after insert or update or delete on venue_hours
  deferrable initially deferred for each row execute function check_what_is_reserved_is_open();
create constraint trigger days_of_what_is_reserved after insert or update on venue_closed
  deferrable initially deferred for each row execute function check_what_is_reserved_is_open();

create function check_set_up_still_stands() returns trigger language plpgsql as $$
begin
  perform from resource where set_up_period_id = new.id for no key update;
  if exists (select from resource r join reservation b on b.resource_id = r.id
              where r.set_up_period_id = new.id and upper(b.during) > now() and not set_up_stands(new.id, b.during)) then
    raise exception 'something is still to come in this set-up' using errcode = 'check_violation', constraint = 'set_up_stands';
  end if;
  return null;
end $$;
create trigger set_up_still_stands after update on set_up_period for each row execute function check_set_up_still_stands();

-- A session of an activity that needs a set-up has one, unless it is over or cancelled.
create function session_has_set_up(of_session bigint, of_activity bigint) returns boolean language sql stable as $$
  select not exists (select from set_up_activity a where a.activity_id = of_activity)
      or exists (select from set_up_activity a
                   join set_up_period p on p.set_up_id = a.set_up_id
                   join resource r on r.set_up_period_id = p.id
                   join reservation b on b.resource_id = r.id and b.subject = 'SESSION' and b.subject_id = of_session
                  where a.activity_id = of_activity)
$$;
create function check_session_has_set_up() returns trigger language plpgsql as $$
begin
  if exists (select from session s
              where s.id = new.id and s.state <> 'CANCELLED' and s.ends_at > now() and not session_has_set_up(s.id, s.activity_id)) then
    raise exception 'session % needs a set-up', new.id using errcode = 'check_violation', constraint = 'session_has_set_up';
  end if;
  return null;
end $$;
create constraint trigger session_has_set_up after insert or update of starts_at, ends_at, room_id, venue_id, site_id, state on session
  deferrable initially deferred for each row execute function check_session_has_set_up();

create function check_activity_is_in_its_set_up() returns trigger language plpgsql as $$
begin
  if exists (select from session s
              where s.activity_id = new.activity_id and s.state <> 'CANCELLED' and s.ends_at > now()
                and not session_has_set_up(s.id, s.activity_id)) then
    raise exception 'activity % has sessions outside its set-up', new.activity_id
      using errcode = 'check_violation', constraint = 'session_has_set_up';
  end if;
  return null;
end $$;
create constraint trigger activity_is_in_its_set_up after insert or update on set_up_activity
  deferrable initially deferred for each row execute function check_activity_is_in_its_set_up();
