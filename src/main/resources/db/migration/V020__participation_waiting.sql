-- How many wait is asked apart from how much room there is: counted in the same view, it was counted for every session of every
-- list, also where nobody looks at it. Requests, not people.
drop view session_availability;
create view session_availability as
select session_id, open, capacity - taken as free, class_capacity - classes_taken as free_classes
from session_places;

create view session_waiting as
select p.session_id,
       (select count(*)::int from booking b where b.session_id = p.session_id and b.state = 'WAITING') as waiting
from session_places p;
