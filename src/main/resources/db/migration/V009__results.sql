-- KPIs and what is counted for them (rules 2).

create table kpi (
  code        text primary key,
  position    int not null,
  measure     text not null check (measure in ('REACH', 'DISTINCT_PUPILS', 'PEOPLE', 'TECHNICAL_PROFILE', 'SATISFACTION', 'CONNECTED', 'AMBASSADORS')),
  unit        text not null check (unit in ('PERCENT', 'COUNT', 'SCORE', 'CHANGE')),
  name_nl     text not null, name_en text not null,
  how_nl      text not null, how_en text not null,     -- how it is counted, for a reader
  source_nl   text not null default '', source_en text not null default '',   -- what the source says, where we read it otherwise
  sector      text, grade_from int, grade_to int,       -- the band
  audience    text,
  activity_kind text,
  period      text not null check (period in ('SCHOOL_YEAR_STARTING', 'SCHOOL_YEAR_ENDING', 'CALENDAR_YEAR', 'REFERENCE_DATE')),
  version     int not null default 0
);
create table kpi_target (
  kpi_code text not null references kpi (code) on delete cascade,
  year     int not null,
  target   numeric(10, 2) not null,
  primary key (kpi_code, year)
);
-- Reached pupils of a cohort in a school year, by rules 2.2 and 2.3: kept up to date from the attendances behind it.
create table reach_cohort (
  cohort_id   bigint not null references cohort (id),
  school_year int not null,
  grade       int not null,
  reached     int not null check (reached >= 0),        -- in the whole school year
  reached_autumn int not null check (reached_autumn >= 0),   -- 1 August - 31 December
  reached_spring int not null check (reached_spring >= 0),   -- 1 January - 31 July
  primary key (cohort_id, school_year)
);
create index on reach_cohort (school_year, grade) include (cohort_id, reached);
-- A figure as it was reported; kept whatever happens to the data later.
create table kpi_snapshot (
  id         bigint generated always as identity primary key,
  taken_at   timestamptz not null,
  account_id bigint references account (id),
  label      text not null,
  year       int not null,
  figures    jsonb not null                  -- per KPI: figure, most it can be, numerator, denominator, target
);
create trigger kpi_snapshot_append_only before update or delete or truncate on kpi_snapshot
  for each statement execute function refuse_change();
