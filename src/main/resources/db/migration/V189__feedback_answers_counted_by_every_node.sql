-- Every node counts the answers that came in there, by a timer of its own.
delete from scheduled_tasks where task_name = 'count-answers' and not picked;
