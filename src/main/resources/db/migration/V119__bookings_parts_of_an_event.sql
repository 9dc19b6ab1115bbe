-- One sign-up for several parts of an event: a booking for each part, as a course has one for each meeting.

alter table sign_up add column event_id bigint references programme_event (id);
create index on sign_up (event_id) where event_id is not null;
comment on column sign_up.event_id is 'the event whose parts were chosen together; null: one session, or a course';

alter table booking add column left_out boolean not null default false;
alter table booking add constraint booking_left_out check (not left_out or state = 'CANCELLED');
comment on column booking.left_out is 'this part was cancelled by itself; the rest of the sign-up stands';

-- Nobody is in two parts at once. A course is left alone: its meetings were not chosen.
create function check_parts_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from session_capacity mine, booking other join session_capacity its on its.session_id = other.session_id
     where mine.session_id = new.session_id and mine.course_id is null and its.course_id is null
       and (other.id = new.sign_up_id or other.sign_up_id = new.sign_up_id) and other.id <> new.id
       and other.state not in ('CANCELLED', 'EXPIRED')
       and its.bookable_until < mine.ends_at and mine.bookable_until < its.ends_at) then
    raise exclusion_violation using constraint = 'parts_not_at_once', message = 'two parts of a sign-up are at the same time';
  end if;
  return null;
end $$;

create trigger parts_apart after insert on booking for each row when (new.sign_up_id is not null)
  execute function check_parts_apart();
