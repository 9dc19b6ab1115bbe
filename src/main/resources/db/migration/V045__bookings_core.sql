-- The job has another name. Under the old one the scheduler would keep the row for two weeks and warn of a job it does not know.
update scheduled_tasks set task_name = 'expire-and-promote' where task_name = 'settle-places';
