-- A bus is reserved as a room is. What a bus has besides: seats (its capacity), and the first day on which it is there; from
-- ended_on on it is not.
alter table resource add column active_from date;
alter table resource add constraint bus_has_seats check (kind <> 'BUS' or key is not null and capacity >= 1);
alter table resource add constraint bus_has_days check (active_from < ended_on);

-- How many people it is reserved for, adults included; of a bus only. A visit has one bus.
alter table reservation add column people int check (people >= 1);
create unique index one_bus_a_visit on reservation (subject_id) where subject = 'BOOKING';

-- The last word on seats and days, as reservation_conflict is on time: from both sides, because either may change.
create function bus_fits(bus resource, during tstzrange, people int) returns boolean language sql immutable as $$
  select bus.kind = 'BUS' and people <= bus.capacity
    and (bus.active_from is null or bus.active_from <= (lower(during) at time zone 'Europe/Amsterdam')::date)
    and (bus.ended_on is null or bus.ended_on > (upper(during) at time zone 'Europe/Amsterdam')::date)
$$;
create function refuse_what_no_bus_fits() returns trigger language plpgsql as $$
begin
  perform from resource r where r.id = new.resource_id and bus_fits(r, new.during, new.people) for share;
  if not found then
    raise exception 'this bus has not so many seats, or is not there then' using errcode = 'check_violation', constraint = 'bus_fits';
  end if;
  return new;
end $$;
create trigger bus_fits before insert or update on reservation
  for each row when (new.people is not null) execute function refuse_what_no_bus_fits();
create function refuse_bus_that_no_longer_fits() returns trigger language plpgsql as $$
begin
  if exists (select from reservation b where b.resource_id = new.id and upper(b.during) > now() and not bus_fits(new, b.during, b.people)) then
    raise exception 'this bus is reserved for more people, or for another day' using errcode = 'check_violation', constraint = 'bus_fits';
  end if;
  return new;
end $$;
create trigger bus_still_fits before update on resource
  for each row when (new.kind = 'BUS') execute function refuse_bus_that_no_longer_fits();

-- What other modules show of the bus of a visit.
create view bus_of_visit as
select b.subject_id as booking_id, r.id as bus_id, r.name as name_nl, r.name_en, r.capacity as seats, b.people, b.during
from reservation b join resource r on r.id = b.resource_id
where b.subject = 'BOOKING' and r.kind = 'BUS';
