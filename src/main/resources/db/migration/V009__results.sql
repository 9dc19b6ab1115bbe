-- KPIs and what is counted for them (rules 2).

-- What this module reads of the modules below, in one place.
-- A class part that came, with its school year and its group on the day (rules 2.6).
create view class_visit as
select a.id as attendance_id, a.session_id, a.booking_id, a.held_on, y.school_year, extract(month from a.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, cp.head_count as part_size, cp.grade + y.school_year - sc.school_year as grade,
       a.head_count, a.other_pupils
  from attendance a
  join class_part cp on cp.id = a.class_part_id
  join school_class sc on sc.id = cp.class_id
 cross join lateral (select extract(year from a.held_on)::int - (extract(month from a.held_on) < 8)::int as school_year) y;

-- A class part with a confirmed booking, past or to come.
create view class_booked as
select b.id as booking_id, b.session_id, s.starts_at, s.ends_at, d.held_on, y.school_year, extract(month from d.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, cp.head_count as part_size, cp.grade + y.school_year - sc.school_year as grade,
       bp.head_count, b.site_id, b.class_id
  from session s
  join booking b on b.session_id = s.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
  join booking_part bp on bp.booking_id = b.id
  join class_part cp on cp.id = bp.class_part_id
  join school_class sc on sc.id = cp.class_id
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 cross join lateral (select extract(year from d.held_on)::int - (extract(month from d.held_on) < 8)::int as school_year) y
 where s.state = 'PUBLISHED';

-- Somebody who came in the own time. who: one value per mail address (rules 2.9); null: anonymous, counted by head.
create view individual_visit as
select a.id as attendance_id, a.session_id, a.held_on, a.audience, ac.kind as activity_kind, a.head_count,
       coalesce(encode(a.email_hash, 'hex'), 'person ' || a.person_id) as who,
       coalesce(a.sector, p.sector) as sector, coalesce(a.grade, p.grade) as grade, p.age
  from attendance a
  join session s on s.id = a.session_id
  join activity ac on ac.id = s.activity_id
  left join sign_up_person p on p.id = a.person_id
 where a.class_part_id is null and a.head_count > 0;

-- Somebody who signed up and confirmed, past or to come.
create view individual_booked as
select p.id as person_id, b.session_id, s.starts_at, s.ends_at, d.held_on, p.audience, ac.kind as activity_kind, encode(su.email_hash, 'hex') as who
  from session s
  join activity ac on ac.id = s.activity_id
  join booking b on b.session_id = s.id and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
  join sign_up su on su.booking_id = b.id
  join sign_up_person p on p.booking_id = b.id
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 where s.state = 'PUBLISHED';

-- What is measured, how and over which period is data. How a KPI is counted follows from measure, band and period, and is said
-- in words by the program, so that the words can't contradict the definition.
create table kpi (
  code        text primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position    int not null,
  measure     text not null check (measure in ('REACH', 'DISTINCT_PUPILS', 'PEOPLE', 'TECHNICAL_PROFILE', 'SATISFACTION', 'CONNECTED', 'AMBASSADORS')),
  name_nl     text not null check (length(name_nl) between 1 and 120),
  name_en     text not null check (length(name_en) between 1 and 120),
  source_nl   text not null default '', source_en text not null default '',   -- what the source says, where we read it otherwise
  sector      text check (sector in ('PO', 'SO', 'VO', 'MBO')),
  grade_from  int check (grade_from between 1 and 8),
  grade_to    int check (grade_to between 1 and 8),
  audience    text,
  activity_kind text,                        -- only attendance at activities of this kind
  period      text not null check (period in ('SCHOOL_YEAR_STARTING', 'SCHOOL_YEAR_ENDING', 'CALENDAR_YEAR', 'REFERENCE_DATE')),
  version     int not null default 0,
  constraint band check (measure not in ('REACH', 'DISTINCT_PUPILS') or num_nulls(sector, grade_from, grade_to) = 0 and grade_from <= grade_to),
  constraint people check (measure <> 'PEOPLE' or audience is not null),
  constraint stock check ((measure in ('CONNECTED', 'AMBASSADORS')) = (period = 'REFERENCE_DATE'))
);
create table kpi_target (
  kpi_code text not null references kpi (code) on delete cascade,
  year     int not null check (year between 2000 and 2100),
  target   numeric(10, 2) not null check (target >= -100),
  primary key (kpi_code, year)
);
-- The definitions that were replaced, with their targets, and by whom.
create table kpi_replaced (
  kpi_code    text not null,
  version     int not null,
  replaced_at timestamptz not null,
  account_id  bigint references account (id),
  definition  jsonb not null,
  primary key (kpi_code, version)
);
create trigger kpi_replaced_append_only before update or delete or truncate on kpi_replaced
  for each statement execute function refuse_change();

-- Reached pupils of a cohort in a school year, by rules 2.2 and 2.3: kept up to date from the attendances behind it.
create table reach_cohort (
  cohort_id   bigint not null references cohort (id),
  school_year int not null,
  grade       int not null,                                  -- on the day of attendance (rules 2.6)
  reached     int not null check (reached >= 0),             -- in the whole school year
  reached_autumn int not null check (reached_autumn >= 0),   -- 1 August - 31 December
  reached_spring int not null check (reached_spring >= 0),   -- 1 January - 31 July
  visits_autumn int not null,                                -- attendances behind it
  visits_spring int not null,
  primary key (cohort_id, school_year)
);
create index on reach_cohort (school_year, grade);

-- Every KPI as it stands, per year: measured again when something behind it changes, so that a page never counts.
create table kpi_figure (
  kpi_code        text not null references kpi (code) on delete cascade,
  year            int not null,
  measured_at     timestamptz not null,
  reached         bigint not null check (reached >= 0),      -- the sure number: pupils, people, organisations
  cut             bigint not null default 0,                 -- what the cap of the band took off
  individuals     bigint not null default 0,                 -- who signed up themselves and may be the same pupils (rules 2.5)
  walk_ins        bigint not null default 0,                 -- anonymous, counted by head (rules 2.9)
  population      bigint,                                    -- pupils enrolled in the band; null: nobody knows, or it does not apply
  population_low  bigint, population_high bigint,            -- its range where the public count is masked
  provisional     boolean not null default false,            -- last year's count moved up one group (rules 2.7)
  attendances     bigint not null default 0,                 -- how many are behind it
  unrecorded      bigint not null default 0,                 -- visits held whose attendance nobody recorded (rules 2.1)
  coming          bigint,                                     -- what all confirmed bookings to come would add (rules 2.13); null: the period does not run
  coming_bookings bigint not null default 0,
  rate            double precision,                          -- share of the booked who came so far; null: too few visits to say
  rate_spread     double precision,                          -- standard deviation of that share over visits
  rate_bookings   bigint not null default 0,
  primary key (kpi_code, year),
  check (population is null or reached <= population)
);
-- Years whose figures have to be measured again.
create table kpi_stale (
  id   bigint generated always as identity primary key,
  year int not null
);

-- A figure as it was reported; kept whatever happens to the data later.
create table kpi_snapshot (
  id         bigint generated always as identity primary key,
  taken_at   timestamptz not null,
  account_id bigint references account (id),
  label      text not null check (length(label) between 1 and 120),
  year       int not null,
  figures    jsonb not null                  -- per KPI: definition, target, figure with its inputs
);
create index on kpi_snapshot (year, id);
create trigger kpi_snapshot_append_only before update or delete or truncate on kpi_snapshot
  for each statement execute function refuse_change();

-- The KPIs of the memo of 30 August 2022, with its targets per year.
insert into kpi (code, position, measure, name_nl, name_en, source_nl, source_en, sector, grade_from, grade_to, audience, activity_kind, period) values
('po-1-2', 1, 'REACH', 'Leerlingen groep 1 en 2', 'Pupils in groups 1 and 2', '', '', 'PO', 1, 2, null, null, 'SCHOOL_YEAR_STARTING'),
('po-3-6', 2, 'REACH', 'Leerlingen groep 3 t/m 6', 'Pupils in groups 3 to 6',
 'De nota zegt: groep 2 t/m 6. Groep 2 telt al mee bij groep 1 en 2. Daarom lezen wij: groep 3 t/m 6.',
 'The memo says: groups 2 to 6. Group 2 already counts with groups 1 and 2, so we read: groups 3 to 6.', 'PO', 3, 6, null, null, 'SCHOOL_YEAR_STARTING'),
('po-7-8', 3, 'REACH', 'Leerlingen groep 7 en 8', 'Pupils in groups 7 and 8', '', '', 'PO', 7, 8, null, null, 'SCHOOL_YEAR_STARTING'),
('vo', 4, 'DISTINCT_PUPILS', 'Leerlingen voortgezet onderwijs', 'Pupils in secondary education', '', '', 'VO', 1, 6, null, null, 'SCHOOL_YEAR_STARTING'),
('mbo', 5, 'DISTINCT_PUPILS', 'Studenten mbo', 'Students in vocational education', 'De nota heeft geen doel voor 2023.', 'The memo has no target for 2023.',
 'MBO', 1, 4, null, null, 'SCHOOL_YEAR_STARTING'),
('ouders', 6, 'PEOPLE', 'Ouders', 'Parents', '', '', null, null, null, 'PARENT', null, 'SCHOOL_YEAR_STARTING'),
('leerkrachten', 7, 'PEOPLE', 'Leerkrachten in professionalisering', 'Teachers in professional development', '', '', null, null, null, 'TEACHER', 'PROFESSIONALISATION',
 'SCHOOL_YEAR_STARTING'),
('technisch-profiel', 8, 'TECHNICAL_PROFILE', 'Vo-leerlingen met een technisch profiel, vergeleken met 2022', 'Secondary pupils with a technical profile, compared with 2022',
 '', '', 'VO', null, null, null, null, 'SCHOOL_YEAR_STARTING'),
('tevredenheid', 9, 'SATISFACTION', 'Tevredenheid van deelnemers', 'Satisfaction of participants', '', '', null, null, null, null, null, 'SCHOOL_YEAR_STARTING'),
('aangesloten', 10, 'CONNECTED', 'Aangesloten bedrijven en organisaties', 'Connected companies and organisations', '', '', null, null, null, null, null, 'REFERENCE_DATE'),
('ambassadeurs', 11, 'AMBASSADORS', 'Ambassadeurs', 'Ambassadors', '', '', null, null, null, null, null, 'REFERENCE_DATE');

insert into kpi_target (kpi_code, year, target) values
('po-1-2', 2023, 0), ('po-1-2', 2024, 5), ('po-1-2', 2025, 10), ('po-1-2', 2026, 10),
('po-3-6', 2023, 0), ('po-3-6', 2024, 10), ('po-3-6', 2025, 15), ('po-3-6', 2026, 25),
('po-7-8', 2023, 25), ('po-7-8', 2024, 50), ('po-7-8', 2025, 70), ('po-7-8', 2026, 80),
('vo', 2023, 40), ('vo', 2024, 100), ('vo', 2025, 150), ('vo', 2026, 300),
('mbo', 2024, 15), ('mbo', 2025, 30), ('mbo', 2026, 50),
('ouders', 2023, 50), ('ouders', 2024, 75), ('ouders', 2025, 150), ('ouders', 2026, 200),
('leerkrachten', 2023, 4), ('leerkrachten', 2024, 10), ('leerkrachten', 2025, 15), ('leerkrachten', 2026, 20),
('technisch-profiel', 2025, 3), ('technisch-profiel', 2026, 4),
('tevredenheid', 2023, 7), ('tevredenheid', 2024, 8), ('tevredenheid', 2025, 8), ('tevredenheid', 2026, 8),
('aangesloten', 2023, 20), ('aangesloten', 2024, 40), ('aangesloten', 2025, 60), ('aangesloten', 2026, 80),
('ambassadeurs', 2023, 5), ('ambassadeurs', 2024, 10), ('ambassadeurs', 2025, 15), ('ambassadeurs', 2026, 20);
