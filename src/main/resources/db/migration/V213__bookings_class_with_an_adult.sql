-- A class that leaves its school has an adult with it (rules 4.2), whoever books it. Only a new booking and a changed number are checked: a
-- class that was booked without one keeps its booking, can be cancelled, moved and offered a seat, and its page asks for the number. The
-- version before this one refused it in its forms only; what it books otherwise without an adult during an upgrade fails, to be asked again.
create function refuse_class_without_adult() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.adults = 0 then
    return new;
  end if;
  perform from programme_session_v s left join venues_venue_v v on v.id = s.venue_id
    where s.id = new.session_id and (s.site_id = new.site_id or s.site_id is null and v.kind = 'MOBILE');
  if not found then
    raise exception 'a class that leaves its school has an adult with it' using errcode = 'check_violation', constraint = 'class_with_adult';
  end if;
  return new;
end $$;

create trigger class_with_adult before insert or update of adults on booking
  for each row when (new.kind = 'CLASS' and new.adults = 0) execute function refuse_class_without_adult();
