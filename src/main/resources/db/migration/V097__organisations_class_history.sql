-- Where the pupils of a class part come from, so that what they did goes with them when classes move up, split or merge (rules 1.6).
-- From the day `since` on the part holds pupils of all its origins of that day, of which it may be one itself.
create table class_part_origin (
  part_id      bigint not null references class_part (id) on delete cascade,
  from_part_id bigint not null references class_part (id) on delete cascade,
  since        date not null,
  primary key (part_id, from_part_id, since)
);
create index on class_part_origin (from_part_id);

-- The name of a class without its groups: 'a' of 7a and of 8a.
create function class_name_without_grades(label text) returns text language sql immutable as $$
  select regexp_replace(lower(label), '[1-8 /+-]', '', 'g')
$$;

-- Gives every class part of a school year that has no origins yet those of the year before: of its cohort the part with the same
-- name, or else all parts, because nobody said which pupils went where.
create function continue_class_parts(of_year int, of_site bigint default null) returns void language sql as $$
  insert into class_part_origin (part_id, from_part_id, since)
  select p.id, b.id, make_date(of_year, 8, 1)
    from school_class k
    join class_part p on p.class_id = k.id
   cross join lateral (
         select e.id, rank() over (order by class_name_without_grades(c.label) <> class_name_without_grades(k.label)) as choice
           from class_part e
           join school_class c on c.id = e.class_id
          where e.cohort_id = p.cohort_id and c.school_year = of_year - 1
            and c.ended_at is null and e.ended_at is null and e.head_count > 0) b
   where k.school_year = of_year and (of_site is null or k.site_id = of_site) and b.choice = 1
     and not exists (select from class_part_origin o where o.part_id = p.id)
$$;

do $$
begin
  perform continue_class_parts(y) from generate_series(2001, 2100) as y
    where exists (select from school_class k where k.school_year = y);
end $$;
