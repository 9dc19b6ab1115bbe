-- The job has another name. Under the old one the scheduler would keep the row for two weeks and warn of a job it does not know.
update scheduled_tasks set task_name = 'expire-and-promote' where task_name = 'settle-places';

-- The distance between two points as the crow flies, in metres: the same as nl.tec.shared.Coordinates calculates.
create function metres_between(latitude float8, longitude float8, other_latitude float8, other_longitude float8) returns int
language sql immutable parallel safe as $$
  select round(6371000 * sqrt(power(radians(other_latitude - latitude), 2)
                              + power(radians(other_longitude - longitude) * cos(radians((latitude + other_latitude) / 2)), 2)))::int
$$;
