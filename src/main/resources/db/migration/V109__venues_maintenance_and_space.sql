-- What a venue or a room offers; null: nobody knows. A room without an answer about power has that of its venue.
alter table venue
  add column power boolean,
  add column floor_m2 int check (floor_m2 between 1 and 100000);
alter table resource
  add column power boolean,                                              -- of a room
  add column floor_m2 int check (floor_m2 between 1 and 100000),         -- of a room
  add column label text check (length(label) between 1 and 60),          -- of one item of equipment: what is written on it
  add column stored_at text check (length(stored_at) between 1 and 120); -- of one item of equipment: where it is kept

-- What equipment needs where it is used, and whether it goes from one address to another, as the mobile techlab does.
alter table equipment
  add column needs_power boolean not null default false,
  add column needs_m2 int check (needs_m2 between 1 and 10000),
  add column travel_minutes int check (travel_minutes between 1 and 480);

-- An item of equipment, or a bus, that can't be used from the first day to the last.
create table maintenance (
  id          bigint generated always as identity primary key,
  resource_id bigint not null references resource (id),
  first_day   date not null,
  last_day    date not null,
  reason      text not null check (length(reason) between 1 and 120),
  check (first_day <= last_day)
);
create index on maintenance (resource_id, last_day);

-- It is reserved for that time like anything else, so reservation_conflict decides who was first.
create function reserve_maintenance() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from reservation where subject = 'BLOCKED' and subject_id = old.id and resource_id = old.resource_id;
  end if;
  if tg_op <> 'DELETE' then
    if not exists (select from resource r where r.id = new.resource_id and r.kind in ('EQUIPMENT', 'BUS')) then
      raise exception 'only equipment and buses have maintenance' using errcode = 'check_violation', constraint = 'maintenance_of_what';
    end if;
    insert into reservation (resource_id, during, subject, subject_id)
    values (new.resource_id,
            tstzrange(new.first_day::timestamp at time zone 'Europe/Amsterdam', (new.last_day + 1)::timestamp at time zone 'Europe/Amsterdam'),
            'BLOCKED', new.id);
  end if;
  return null;
end $$;
create trigger maintenance_is_reserved after insert or update or delete on maintenance
  for each row execute function reserve_maintenance();

-- What the equipment of a session or a set-up needs, and what there is where it is reserved. No row: it fits, or it is held at a school,
-- which sees to it itself. Equipment that stands in a set-up takes its part of the floor of who is in that set-up.
create function unfit_equipment(of_subject text, of_subject_id bigint)
returns table (why text, name_nl text, name_en text, needed int, there int) language sql stable as $$
  with held as (
    select r.* from reservation b join resource r on r.id = b.resource_id where b.subject = of_subject and b.subject_id = of_subject_id),
  needs as (
    select e.* from held h join equipment e on e.key = h.equipment_key
    union all
    select e.* from held h join set_up_period p on p.id = h.set_up_period_id
      join set_up_equipment s on s.set_up_id = p.set_up_id join equipment e on e.key = s.equipment_key),
  place as (
    select coalesce(room.power, v.power) as power, case when room.id is null then v.floor_m2 else room.floor_m2 end as floor_m2,
           case when room.id is null then v.name_nl else room.name || ', ' || v.name_nl end as name_nl,
           case when room.id is null then v.name_en else coalesce(nullif(room.name_en, ''), room.name) || ', ' || v.name_en end as name_en
      from held h
      left join set_up_period p on p.id = h.set_up_period_id
      left join resource room on room.id = case h.kind when 'ROOM' then h.id when 'SET_UP' then p.room_id end
      join venue v on v.id = coalesce(room.venue_id, h.venue_id)
     where h.kind in ('ROOM', 'VENUE', 'SET_UP'))
  select 'NO_POWER', p.name_nl, p.name_en, null::int, null::int
    from place p where p.power is not true and exists (select from needs n where n.needs_power)
  union all
  select 'NO_SPACE', p.name_nl, p.name_en, n.m2, p.floor_m2
    from place p cross join (select sum(needs_m2)::int as m2 from needs) n
   where n.m2 > coalesce(p.floor_m2, 0)
$$;

-- At the end of the transaction: the room and the equipment are reserved one after the other.
create function check_equipment_fits() returns trigger language plpgsql as $$
declare
  unfit record;
begin
  select * into unfit from unfit_equipment(new.subject, new.subject_id) limit 1;
  if found then
    raise exception 'the equipment does not fit at %: % (needs % m2, there is % m2)', unfit.name_nl, unfit.why, unfit.needed, unfit.there
      using errcode = 'check_violation', constraint = 'equipment_fits';
  end if;
  return null;
end $$;
create constraint trigger equipment_fits after insert or update on reservation
  deferrable initially deferred for each row when (new.subject in ('SESSION', 'SET_UP')) execute function check_equipment_fits();

-- And the other way round: what is still to come goes on fitting.
create function misfits_to_come(at_venue bigint, at_room bigint, of_equipment text) returns bigint language sql stable as $$
  select count(distinct (b.subject, b.subject_id))
    from reservation b join resource r on r.id = b.resource_id
    left join set_up_period p on p.id = r.set_up_period_id
    left join resource room on room.id = p.room_id
   where b.subject in ('SESSION', 'SET_UP') and upper(b.during) > now()
     and (coalesce(room.venue_id, r.venue_id) = at_venue or coalesce(room.id, r.id) = at_room or r.equipment_key = of_equipment
          or exists (select from set_up_equipment s where s.set_up_id = p.set_up_id and s.equipment_key = of_equipment))
     and exists (select from unfit_equipment(b.subject, b.subject_id))
$$;
create function check_what_is_to_come_fits() returns trigger language plpgsql as $$
declare
  place jsonb := to_jsonb(new);
begin
  if misfits_to_come(case when tg_table_name = 'venue' then (place ->> 'id')::bigint end,
                     case when tg_table_name = 'resource' then (place ->> 'id')::bigint end,
                     case when tg_table_name = 'equipment' then place ->> 'key' end) > 0 then
    raise exception 'something is still to come that would not fit' using errcode = 'check_violation', constraint = 'equipment_fits';
  end if;
  return null;
end $$;
create constraint trigger what_is_to_come_fits after update of power, floor_m2 on venue
  deferrable initially deferred for each row execute function check_what_is_to_come_fits();
create constraint trigger what_is_to_come_fits after update of power, floor_m2 on resource
  deferrable initially deferred for each row execute function check_what_is_to_come_fits();
create constraint trigger what_is_to_come_fits after update of needs_power, needs_m2 on equipment
  deferrable initially deferred for each row execute function check_what_is_to_come_fits();
