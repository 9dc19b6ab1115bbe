-- A course: one sign-up for all meetings of a series, or for none (decision 0013). Whether a series is a course or loose dates is
-- said by who makes the programme; what was there is a course where the activity says that one comes several times.
alter table session add column course boolean not null default false,
  add constraint course_of_visitors check (not course or series_id is not null and class_capacity is null);
update session s set course = true
  from activity a
 where a.id = s.activity_id and a.takes = 'INDIVIDUALS' and a.meetings > 1
   and s.series_id is not null and s.class_capacity is null;

-- The meetings that are locked, given and offered together. A meeting that is called off is none of them any more.
alter table session_places add column course_id bigint;
update session_places p set course_id = s.series_id
  from session s where s.id = p.session_id and s.course and s.state <> 'CANCELLED';
create index on session_places (course_id);

-- A sign-up for a course is a booking for each meeting; the first made bears the sign-up, the others name it. Written in the same
-- statement as that booking, and nothing is removed from bookings: so a reference would guard nothing.
alter table booking add column sign_up_id bigint,
  add constraint meetings_of_visitors check (sign_up_id is null or kind = 'INDIVIDUAL' and sign_up_id <> id);
create unique index booking_meeting on booking (sign_up_id, session_id) where sign_up_id is not null;

-- The same person comes to each meeting.
alter table attendance drop constraint attendance_person_id_key;
alter table attendance add constraint attendance_person_once unique (person_id, session_id);

-- There is room in a course when there is in each of its meetings.
create or replace view session_availability as
select p.session_id, p.open,
       case when p.course_id is null then p.capacity - p.taken
            else (select min(c.capacity - c.taken) from session_places c where c.course_id = p.course_id) end as free,
       p.class_capacity - p.classes_taken as free_classes
from session_places p;

create or replace view individual_booked as
select p.id as person_id, b.session_id, s.starts_at, s.ends_at, d.held_on, p.audience, ac.kind as activity_kind, encode(su.email_hash, 'hex') as who
  from session s
  join activity ac on ac.id = s.activity_id
  join booking b on b.session_id = s.id and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
  join sign_up su on su.booking_id = coalesce(b.sign_up_id, b.id)
  join sign_up_person p on p.booking_id = su.booking_id
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 where s.state = 'PUBLISHED';
