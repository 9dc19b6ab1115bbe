-- Rules 2.2: attendance counts on the day that it was recorded for. A session that moved to a later day would count on a day on which it was
-- not held, and its classes with the sizes of that day. An earlier day stays possible: no page offers it, and it is how mistakes are corrected.
create function refuse_moving_counted() returns trigger language plpgsql as $$
begin
  if exists (select from attendance where session_id = new.id and held_on < (new.starts_at at time zone 'Europe/Amsterdam')::date) then
    raise exception 'session % has attendance and can''t move to a later day', new.id using errcode = 'check_violation', constraint = 'session_counted';
  end if;
  return new;
end $$;
create trigger session_counted_on_its_day before update of starts_at on session for each row
  when (new.starts_at > old.starts_at) execute function refuse_moving_counted();
