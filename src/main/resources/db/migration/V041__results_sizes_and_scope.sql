-- The numbers of reach by the changed rules 2: what is known on the day is kept, and the public count is the denominator.

-- Rules 2.2: a part that leaves a class ends and keeps its head count, as visits refer to it.
alter table class_part add column ended_at timestamptz;
comment on column class_part.head_count is 'of a part that ended: what it was';
update class_part set ended_at = now() where head_count = 0;

-- Rules 2.2, 2.3: the sizes on the day of the visit. part_size: of the class part; group_size: of all parts of its cohort together.
alter table attendance add column part_size int check (part_size >= 0), add column group_size int check (group_size >= part_size);

create function group_size(cohort bigint, year int) returns int language sql stable as $$
  select coalesce(sum(p.head_count), 0)::int
    from class_part p join school_class k on k.id = p.class_id
   where p.cohort_id = cohort and k.school_year = year and p.ended_at is null and k.ended_at is null
$$;

-- What a part held that was taken out of its class before this migration, only its bookings know.
update attendance a
   set part_size = s.part_size, group_size = greatest(s.part_size, s.group_size)
  from (select a.id, case when p.head_count > 0 then p.head_count else coalesce(nullif(b.head_count, 0), a.head_count) end as part_size,
               g.pupils as group_size
          from attendance a
          join class_part p on p.id = a.class_part_id
          join school_class k on k.id = p.class_id
          join (select p.cohort_id, k.school_year, coalesce(sum(p.head_count) filter (where p.ended_at is null and k.ended_at is null), 0) as pupils
                  from class_part p join school_class k on k.id = p.class_id
                 group by 1, 2) g on g.cohort_id = p.cohort_id and g.school_year = k.school_year
          left join booking_part b on b.booking_id = a.booking_id and b.class_part_id = a.class_part_id) s
 where s.id = a.id;
alter table attendance add constraint sizes check (num_nulls(class_part_id, part_size, group_size) in (0, 3));

create function keep_sizes() returns trigger language plpgsql as $$
begin
  if new.class_part_id is not null and new.part_size is null then
    select p.head_count, greatest(p.head_count, group_size(p.cohort_id, k.school_year)) into new.part_size, new.group_size
      from class_part p join school_class k on k.id = p.class_id where p.id = new.class_part_id;
  end if;
  return new;
end $$;
create trigger keep_sizes before insert on attendance for each row execute function keep_sizes();

create or replace view class_visit as
select a.id as attendance_id, a.session_id, a.booking_id, a.held_on, y.school_year, extract(month from a.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, a.part_size, cp.grade + y.school_year - sc.school_year as grade,
       a.head_count, a.other_pupils, a.group_size
  from attendance a
  join class_part cp on cp.id = a.class_part_id
  join school_class sc on sc.id = cp.class_id
 cross join lateral (select extract(year from a.held_on)::int - (extract(month from a.held_on) < 8)::int as school_year) y;

create or replace view class_booked as
select b.id as booking_id, b.session_id, s.starts_at, s.ends_at, d.held_on, y.school_year, extract(month from d.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, cp.head_count as part_size, cp.grade + y.school_year - sc.school_year as grade,
       bp.head_count, b.site_id, b.class_id, greatest(cp.head_count, group_size(cp.cohort_id, sc.school_year)) as group_size
  from session s
  join booking b on b.session_id = s.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
  join booking_part bp on bp.booking_id = b.id
  join class_part cp on cp.id = bp.class_part_id
  join school_class sc on sc.id = cp.class_id
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 cross join lateral (select extract(year from d.held_on)::int - (extract(month from d.held_on) < 8)::int as school_year) y
 where s.state = 'PUBLISHED';

-- Rules 2.2: who was there, was there.
create function refuse_cancelling_counted() returns trigger language plpgsql as $$
begin
  if exists (select from attendance where session_id = new.id) then
    raise exception 'session % has attendance and can''t be cancelled', new.id using errcode = 'check_violation', constraint = 'session_counted';
  end if;
  return new;
end $$;
create trigger session_counted before update of state on session for each row
  when (new.state = 'CANCELLED' and old.state <> 'CANCELLED') execute function refuse_cancelling_counted();

-- Rules 2.3, 2.7: pupils is the public count alone (0 and source SCHOOL: there is none); what the school's own classes hold only caps.
alter table cohort_size add column own_pupils int check (own_pupils >= 0);
update cohort_size set own_pupils = pupils where source = 'SCHOOL';

-- Rules 2.7: where a school stood on 1 October of the years before it moved to another municipality; no row: where it stands now.
create table school_moved (
  site_id           bigint not null references school_site (organisation_id),
  school_year       int not null,
  municipality_code char(4) not null references municipality (code),
  primary key (site_id, school_year)
);
create function keep_municipality() returns trigger language plpgsql as $$
begin
  insert into school_moved (site_id, school_year, municipality_code)
  select s.organisation_id, y, old.municipality_code
    from school_site s, generate_series(2000, extract(year from (now() at time zone 'Europe/Amsterdam') - interval '9 months')::int) y
   where s.organisation_id = old.id
      on conflict do nothing;
  return null;
end $$;
create trigger keep_municipality after update of municipality_code on organisation for each row
  when (old.municipality_code <> new.municipality_code) execute function keep_municipality();

-- Every school has a sector, also one that is no SCHOOL (an MBO college): schools are listed by name whatever their kind.
create index on organisation (name, id);

alter table kpi_figure
  add column individuals_guessed bigint not null default 0,   -- individuals whose group is only guessed from their age
  add column counted_in          int,                         -- the oldest count behind the population, where it is not of the year itself
  add column baseline_candidates bigint,                      -- all candidates of the baseline year (rules 2.11)
  add column baseline_other      bigint;                      -- the number by the other reading of the baseline year

-- Pupils of special education who came: in no band (rules 2.7).
create table special_reach (
  year        int primary key,
  reached     bigint not null,
  attendances bigint not null,
  measured_at timestamptz not null
);
-- The municipalities that the kept figures are about: all years change at once.
create table kpi_scope (
  only_row       boolean primary key default true check (only_row),
  municipalities text not null
);

-- All of it is counted again as soon as the program runs.
update scheduled_tasks set execution_time = now() where task_name in ('school-year', 'results-check') and not picked;
