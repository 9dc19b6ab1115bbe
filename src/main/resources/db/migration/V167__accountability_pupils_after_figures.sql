-- The pupils of the dashboard are counted by the job that measures the figures.
delete from scheduled_tasks where task_name = 'dashboard-pupils' and not picked;
