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
