-- How often a company can have a class in one week; null: as often as it says yes.
alter table offer add column week_most int check (week_most between 1 and 50);

-- The Mondays of the weeks in which an offer has all the visits it takes, each on the day it is now: a visit can be moved, or called off.
create function offer_full_weeks(of_offer bigint) returns setof date language sql stable as $$
  select date_trunc('week', v.starts_at at time zone 'Europe/Amsterdam')::date
    from offer o
    join offer_request r on r.offer_id = o.id and r.state = 'ACCEPTED'
    join class_visit_booked v on v.booking_id = r.booking_id and v.state = 'CONFIRMED'
   where o.id = of_offer and o.week_most is not null
   group by 1, o.week_most having count(*) >= o.week_most
$$;
