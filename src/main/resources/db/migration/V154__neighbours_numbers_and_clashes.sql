-- A class that is booked at a hub of another city is not here at that time, so its visit there is a row beside its bookings here: what
-- keeps a class from being in two places (class_in_one_place) holds for both.
alter table class_occupation
  drop constraint class_occupation_pkey,
  alter column booking_id drop not null,
  add column visit uuid,                     -- of a visit elsewhere: the key it was asked with
  add constraint class_occupation_booking unique (booking_id),
  add constraint class_occupation_visit unique (visit),
  add constraint class_occupation_one check (num_nonnulls(booking_id, visit) = 1);

-- Other numbers than were booked, until the neighbour knows them; and where the class is at the time of its visit.
alter table neighbour_booking
  add column wanted         jsonb,           -- {"adults": 2, "pupils": {"class_part_id": 24}}; null: what is booked is what is wanted
  add column travel_minutes int not null default 0 check (travel_minutes >= 0),   -- one way, as estimated when it was booked
  add column clash          boolean not null default false;   -- the neighbour moved it to a time at which the class is elsewhere
alter table neighbour_booking_part drop constraint neighbour_booking_part_pupils_check, add check (pupils >= 0);
create index on neighbour_booking (next_at) where wanted is not null;

insert into class_occupation (class_id, during, visit)
select class_id, tstzrange(starts_at, ends_at), key from neighbour_booking
 where state in ('ASKED', 'BOOKED') and ends_at > now()
 order by id
    on conflict do nothing;
update neighbour_booking b set clash = true
 where state in ('ASKED', 'BOOKED') and ends_at > now() and not exists (select from class_occupation o where o.visit = b.key);
