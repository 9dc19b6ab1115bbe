-- What the board says about a KPI in a year. The last one counts; what was said before stays.
create table kpi_note (
  id         bigint generated always as identity primary key,
  kpi_code   text not null references kpi (code),
  year       int not null check (year between 2000 and 2100),
  words      text not null check (length(words) <= 1000),   -- empty: the one before was withdrawn
  written_at timestamptz not null,
  account_id bigint references account (id)
);
create index on kpi_note (kpi_code, year, id desc);
create trigger kpi_note_append_only before update or delete or truncate on kpi_note
  for each statement execute function refuse_change();

-- A figure of a year that runs, as it was on the same day a year earlier; null: it does not run, or that is not known.
alter table kpi_figure
  add column earlier_on         date,
  add column earlier_reached    bigint check (earlier_reached >= 0),
  add column earlier_unrecorded bigint check (earlier_unrecorded >= 0),
  add column earlier_population bigint check (earlier_population > 0),
  add constraint earlier check (num_nulls(earlier_on, earlier_reached, earlier_unrecorded) in (0, 3));

-- Adults by the target groups of the city's economic board: one KPI may be about several audiences.
alter table kpi
  add column target_group text check (target_group in ('SCHOOL_TO_WORK', 'NO_WORK_TO_WORK', 'WORK_TO_WORK', 'LEARNING_AT_WORK')),
  drop constraint people,
  add constraint people check (measure <> 'PEOPLE' or num_nonnulls(audience, target_group) = 1);
insert into kpi (code, position, measure, name_nl, name_en, source_nl, source_en, sector, grade_from, grade_to, target_group, period) values
('geen-werk-naar-werk', 12, 'PEOPLE', 'Van geen werk naar werk', 'From no work to work',
 'De nota noemt deze doelgroep, zonder aantal.', 'The memo names this target group, without a number.', null, null, null, 'NO_WORK_TO_WORK', 'SCHOOL_YEAR_STARTING'),
('werk-naar-ander-werk', 13, 'PEOPLE', 'Van werk naar ander werk', 'From work to other work',
 'De nota noemt deze doelgroep, zonder aantal.', 'The memo names this target group, without a number.', null, null, null, 'WORK_TO_WORK', 'SCHOOL_YEAR_STARTING'),
('leren-op-de-werkvloer', 14, 'PEOPLE', 'Leren op de werkvloer', 'Learning at work',
 'De nota noemt deze doelgroep, zonder aantal.', 'The memo names this target group, without a number.', null, null, null, 'LEARNING_AT_WORK', 'SCHOOL_YEAR_STARTING'),
('speciaal-onderwijs', 15, 'DISTINCT_PUPILS', 'Leerlingen speciaal onderwijs', 'Pupils in special education', '', '', 'SO', 1, 8, null, 'SCHOOL_YEAR_STARTING')
on conflict do nothing;

-- Special education is a KPI like the others now.
drop table special_reach;

update scheduled_tasks set execution_time = now() where task_name = 'results-check' and not picked;
