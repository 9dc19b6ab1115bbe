-- Rules 2.3: a group that a school booked with is no class of its own, so it does not raise the size of its cohort. Only at a level without
-- any class of the school are its groups together the size; reach caps it at the public count where there is one.
create or replace function group_size(cohort bigint, year int) returns int language sql stable as $$
  select coalesce(nullif(sum(p.head_count) filter (where not k.booking_group), 0), sum(p.head_count), 0)::int
    from class_part p join school_class k on k.id = p.class_id
   where p.cohort_id = cohort and k.school_year = year and p.ended_at is null and k.ended_at is null
$$;

-- What was kept with the attendance of a class: less the groups that were there when it was recorded. Of a group it is not read.
create temporary table booked_group on commit drop as
select p.cohort_id, k.school_year, p.head_count, k.made_at, least(p.ended_at, k.ended_at) as ended_at
  from class_part p join school_class k on k.id = p.class_id
 where k.booking_group;

update attendance a
   set group_size = greatest(a.part_size, a.group_size - g.pupils)
  from (select a.id, sum(g.head_count)::int as pupils
          from booked_group g
          join class_part p on p.cohort_id = g.cohort_id
          join school_class k on k.id = p.class_id and k.school_year = g.school_year and not k.booking_group
          join attendance a on a.class_part_id = p.id and a.recorded_at >= g.made_at
         where g.ended_at is null or g.ended_at > a.recorded_at
         group by a.id) g
 where g.id = a.id;

update elsewhere_attendance a
   set group_size = greatest(a.part_size, a.group_size - g.pupils)
  from (select a.id, sum(g.head_count)::int as pupils
          from booked_group g
          join class_part p on p.cohort_id = g.cohort_id
          join school_class k on k.id = p.class_id and k.school_year = g.school_year and not k.booking_group
          join elsewhere_attendance a on a.class_part_id = p.id and a.recorded_at >= g.made_at
         where g.ended_at is null or g.ended_at > a.recorded_at
         group by a.id) g
 where g.id = a.id;

-- Reach, and all figures made of it, are counted again as soon as the program runs.
update scheduled_tasks set execution_time = now()
 where task_name in ('reach-check', 'results-check') and not picked and exists (select from booked_group);
