-- What every booking paid for twice. Occupation and history are written in the statement that makes or locks their booking, so
-- what a reference to it would guard against is only that a booking is removed: that is refused as such (rules 3: nothing is
-- ever deleted). The class of an occupation is that of its booking, which refers to it. And the history is only read by
-- booking, so one index serves as key too.
alter table class_occupation drop constraint class_occupation_class_id_fkey, drop constraint class_occupation_booking_id_fkey;
alter table booking_event drop constraint booking_event_booking_id_fkey, drop constraint booking_event_pkey;
alter table booking_event add primary key (booking_id, id);
drop index booking_event_booking_id_id_idx;

create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception 'nothing is removed from %', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger booking_stays before delete or truncate on booking
  for each statement execute function refuse_removal();
