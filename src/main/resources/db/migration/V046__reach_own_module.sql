-- Reach (reach_cohort, class_visit, class_booked, individual_visit, individual_booked) has become a module of its own.

-- Events that wait for their listeners find them under their new names.
update event_publication
   set listener_id = replace(listener_id, 'nl.tec.results.internal.ResultsUpdater', 'nl.tec.reach.internal.ReachUpdater')
 where completion_date is null
   and event_type in ('nl.tec.bookings.AttendanceRecorded', 'nl.tec.organisations.ClassNumbersChanged')
   and listener_id like 'nl.tec.results.internal.ResultsUpdater.%';

-- The nightly check of reach is a job beside the one that measures all figures; it is due when that one is.
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'reach-check', task_instance, execution_time, false, 1 from scheduled_tasks where task_name = 'results-check'
    on conflict do nothing;

-- Metres as the crow flies, for distances within a country; as nl.tec.shared.Coordinates counts them.
create function metres_between(from_lat float8, from_lon float8, to_lat float8, to_lon float8)
returns int language sql immutable parallel safe as $$
  select floor(6371000 * sqrt(power(radians(to_lat - from_lat), 2)
                              + power(radians(to_lon - from_lon) * cos(radians((from_lat + to_lat) / 2)), 2)) + 0.5)::int
$$;
-- Minutes from door to door of somebody who drives, one way; as nl.tec.shared.WayOfTravel counts them: half an hour where nobody
-- knows how far it is (it was four hours, as least() passes over null).
create or replace function drive_minutes(from_lat float8, from_lon float8, to_lat float8, to_lon float8)
returns int language sql immutable parallel safe as $$
  select least(240, coalesce(10 + ceil(metres_between(from_lat, from_lon, to_lat, to_lon) * 1.3::float8 / 500)::int, 30))
$$;
