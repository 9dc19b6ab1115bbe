-- Schools, boards, companies; classes and cohorts; the numbers of the public registers (rules 1).

-- Two registers say something about one thing: the newer where it overrides, else only where there was nothing yet.
create function pick(over boolean, newer text, older text) returns text language sql immutable
  return case when over then coalesce(newer, older) else coalesce(older, newer) end;

create table municipality (
  code           char(4) primary key check (code ~ '^[0-9]{4}$'),   -- CBS code, zero-padded
  name           text not null,
  holiday_region text check (holiday_region in ('NOORD', 'MIDDEN', 'ZUID'))
);

create table organisation (
  id        bigint generated always as identity primary key,
  kind      text not null check (kind in ('SCHOOL_BOARD', 'SCHOOL', 'MUNICIPALITY', 'COMPANY', 'EMPLOYERS_ASSOCIATION', 'MBO', 'HBO',
                                          'CULTURE', 'FOUNDATION', 'PLATFORM', 'HUB', 'OTHER')),
  name      text not null check (length(name) between 1 and 200),
  street    text, house_number text, postcode text, town text,
  municipality_code char(4) references municipality (code),
  latitude  double precision, longitude double precision,
  position_from text check (position_from in ('REGISTER', 'POSTCODE', 'HUB')),   -- POSTCODE: only the middle of its PC4
  email text, phone text, website text,
  invented  boolean not null default false,  -- demo data that does not exist in the world; said on every page
  source    text not null default 'HUB' check (source in ('DUO', 'HUB')),
  board_number text unique check (board_number is null or kind = 'SCHOOL_BOARD'),   -- bevoegd gezag
  ended_on  date
);
create index on organisation (kind, name, id);
create index on organisation (municipality_code);
create index on organisation using gin (lower(name) gin_trgm_ops);

alter table account_role add foreign key (organisation_id) references organisation (id);

-- A school location (vestiging), known by BRIN + location number.
create table school_site (
  organisation_id bigint primary key references organisation (id),
  brin6           char(6) not null unique check (brin6 ~ '^[0-9]{2}[A-Z]{2}[0-9A-Z]{2}$'),
  sector          text not null check (sector in ('PO', 'SO', 'VO', 'MBO')),   -- SO: special education (sbo, so, vso)
  kind            text,                      -- BO, SBO, SO, VSO; for VO the structure: VBO/MAVO, HAVO/VWO, PRO
  board_number    text,                      -- bevoegd gezag, by number only in the registers
  board_id        bigint references organisation (id),
  denomination    text,
  holiday_region  text check (holiday_region in ('NOORD', 'MIDDEN', 'ZUID')),   -- null: that of the municipality
  -- which register its name and address come from; a lower one fills gaps but never overrides a higher one
  source_rank     int not null default 0     -- 3 addresses, 2 pupil counts, 1 coordinates, 0 the hub itself
);
create index on school_site (board_number);
create index on school_site (board_id);

-- Pupils on 1 October of reference_year. masked: DUO printed '<5' (1 to 4).
create table enrolment (
  site_id        bigint not null references school_site (organisation_id),
  reference_year int not null,
  pupils         int check (pupils >= 0),    -- null when masked
  masked         boolean not null default false,
  provisional    boolean not null default false,
  primary key (site_id, reference_year)
);
-- PO pupils by age on 1 October: the sum of the cells that are known and how many cells are masked (each 1 to 4).
create table enrolment_age (
  site_id        bigint not null references school_site (organisation_id),
  reference_year int not null,
  age            int not null check (age between 3 and 20),
  known          int not null check (known >= 0),
  masked_cells   int not null check (masked_cells >= 0),
  primary key (site_id, reference_year, age)
);
create table enrolment_vo (
  site_id        bigint not null references school_site (organisation_id),
  reference_year int not null,
  education_type text not null,              -- 'Brugjaar 1-2', 'HAVO uj 4', ...: DUO's words
  year_of_study  int not null check (year_of_study between 1 and 6),
  pupils         int not null check (pupils >= 0),   -- the sum of what is known
  masked_cells   int not null default 0 check (masked_cells >= 0),   -- counts that are masked, each 1 to 4
  primary key (site_id, reference_year, education_type, year_of_study)
);

-- All pupils who leave group 8 of one site in the same summer; VO and MBO: who started at one site, at one level, in one year.
create table cohort (
  id       bigint generated always as identity primary key,
  site_id  bigint not null references school_site (organisation_id),
  sector   text not null check (sector in ('PO', 'SO', 'VO', 'MBO')),
  level    text not null default '',         -- VO, MBO: the level; PO: empty
  leaves_in int,                             -- PO, SO: the year of the summer after group 8
  started_in int,                            -- VO, MBO: the calendar year in which year 1 started
  check ((sector in ('PO', 'SO')) = (leaves_in is not null) and (sector in ('VO', 'MBO')) = (started_in is not null)),
  unique nulls not distinct (site_id, sector, level, leaves_in, started_in)
);

-- How many pupils a cohort has in a school year: what reach is measured against (rules 2.3, 2.7).
create table cohort_size (
  cohort_id   bigint not null references cohort (id),
  school_year int not null,                  -- 2024 = 2024/25
  grade       int not null check (grade between 1 and 8),
  pupils      int not null check (pupils >= 0),
  low         int not null, high int not null,  -- the range, where DUO masks; low = high = pupils when certain
  source      text not null check (source in ('SCHOOL', 'DUO_AGE', 'DUO_TOTAL', 'MOVED_UP')),
  counted_in  int,                           -- the year of the 1 October count behind it; null: no public count
  primary key (cohort_id, school_year)
);
create index on cohort_size (school_year, grade) include (cohort_id, pupils);

create table school_class (
  id          bigint generated always as identity primary key,
  site_id     bigint not null references school_site (organisation_id),
  school_year int not null check (school_year between 2000 and 2100),
  label       text not null check (length(label) between 1 and 20),
  level       text not null default '',      -- VO, MBO
  source      text not null check (source in ('DUO_AGE', 'DUO_TOTAL', 'SCHOOL', 'MOVED_UP')),
  counted_in  int,                           -- the year of the 1 October count behind it; null: no public count
  ended_at    timestamptz                    -- removed by the school; kept because visits refer to it
);
create unique index school_class_label on school_class (site_id, school_year, label) where ended_at is null;
create index on school_class (site_id, school_year);
-- One per group in the class: a combination class 7/8 has two.
create table class_part (
  id         bigint generated always as identity primary key,
  class_id   bigint not null references school_class (id),
  cohort_id  bigint not null references cohort (id),
  grade      int not null check (grade between 1 and 8),   -- groep (PO) or leerjaar (VO, MBO)
  head_count int not null check (head_count between 0 and 2000),   -- 0: no longer in the class, but visits refer to it
  low        int not null, high int not null,
  unique (class_id, grade)
);
create index on class_part (cohort_id);

create table holiday (
  region      text not null check (region in ('NOORD', 'MIDDEN', 'ZUID')),
  school_year int not null,
  kind        text not null check (kind in ('AUTUMN', 'CHRISTMAS', 'SPRING', 'MAY', 'SUMMER')),
  first_day   date not null,
  last_day    date not null,
  check (last_day >= first_day),
  primary key (region, kind, school_year)
);
create table public_holiday (
  day  date primary key,
  name text not null,
  name_en text,
  day_off boolean not null default true      -- Good Friday and most 5ths of May are not: schools choose
);
-- Days on which a school (site_id) or the hub itself (null) is closed besides the holidays.
create table closed_day (
  site_id bigint references school_site (organisation_id),
  day     date not null,
  reason  text not null,
  unique nulls not distinct (site_id, day)
);

create table postcode_area (                 -- PC4
  pc4       char(4) primary key,
  latitude  double precision not null,
  longitude double precision not null
);

-- Files that somebody is importing from the page: first looked at, then imported.
create table import_batch (
  id         uuid primary key,
  account_id bigint not null references account (id),
  created_at timestamptz not null,
  state      text not null check (state in ('CHECKING', 'CHECKED', 'IMPORTING', 'DONE', 'FAILED')),
  seen_at    timestamptz not null,           -- the last sign of life of who is working on it
  file_name  text, rows_done int, rows int   -- how far
);
create table import_file (
  batch_id uuid not null references import_batch (id) on delete cascade,
  position int not null,
  name     text not null,
  content  bytea not null,                   -- removed when it is imported, or after a day
  primary key (batch_id, position)
);

create table import_run (
  id          bigint generated always as identity primary key,
  batch_id    uuid references import_batch (id),
  kind        text,                          -- null: the file was not recognised
  file_name   text not null,
  dry_run     boolean not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  account_id  bigint references account (id),
  state       text not null check (state in ('RUNNING', 'DONE', 'REFUSED', 'FAILED')),
  rows_read   int not null default 0,
  added       int not null default 0,
  changed     int not null default 0,
  unchanged   int not null default 0,
  skipped     int not null default 0,
  rejected    int not null default 0,
  refusal     jsonb,                         -- {key, arguments}: why the whole file was refused
  problems    jsonb not null default '[]',   -- [{line, reason: {key, arguments}}], the first 1000
  notes       jsonb not null default '[]',   -- [{key, arguments}]
  changes     jsonb not null default '[]'    -- [{key, arguments}]: the first of what is new or different
);
create index on import_run (batch_id);

-- What other modules show of a school.
create view school_name as
select s.organisation_id as site_id, o.name, o.town from school_site s join organisation o on o.id = s.organisation_id;

-- How many pupils of a school are in each group in the school year that starts in for_year, where DUO counted that year
-- (rules 1). DUO counts primary pupils by age and not by group, and masks 1 to 4; so these are estimates:
-- * a group is age minus 3 on 1 October, 12 and older are in group 8; from 14 on a pupil of special education is in its
--   secondary part;
-- * of a school, what the masked cells hold together is its total minus what is printed; that is spread evenly over them;
-- * where only another year was counted by age, those ages move up (or down) with the years, scaled to the total of this year;
-- * without any ages the total is spread evenly.
-- low and high: what the masks leave possible, given the total. exact: before rounding; pupils adds up to the total.
create function pupils_per_grade(for_year int)
returns table (site_id bigint, grade int, pupils int, low int, high int, exact numeric, source text)
language sql stable as $$
with site as (
  select s.organisation_id as site_id, coalesce(e.pupils, 2) as total, aged.reference_year as aged
  from school_site s
  join enrolment e on e.site_id = s.organisation_id and e.reference_year = for_year
  left join lateral (
    select a.reference_year from enrolment_age a
    where a.site_id = s.organisation_id
    order by abs(a.reference_year - for_year), a.reference_year desc
    limit 1
  ) as aged on true
  where s.sector in ('PO', 'SO') and s.kind is distinct from 'VSO'
), cells as (   -- 9: older than any group
  select s.site_id, g.grade, coalesce(sum(a.known), 0) as known, coalesce(sum(a.masked_cells), 0) as masked
  from site s
  cross join generate_series(1, 9) as g (grade)
  left join enrolment_age a
    on a.site_id = s.site_id and a.reference_year = s.aged
   and g.grade = case when a.age >= 14 then 9 else greatest(1, least(8, a.age - 3)) end
  where s.aged is not null
  group by s.site_id, g.grade
), together as (
  select c.site_id, c.grade, c.known, c.masked,
         sum(c.known) over school as all_known, sum(c.masked) over school as all_masked,
         coalesce(e.pupils, sum(c.known + 2 * c.masked) over school) as total
  from cells c
  join site s using (site_id)
  left join enrolment e on e.site_id = c.site_id and e.reference_year = s.aged
  window school as (partition by c.site_id)
), spread as (
  select *, known + masked * greatest(total - all_known, 0)::numeric / greatest(all_masked, 1) as pupils from together
), aged as (
  select site_id, grade, pupils,
         sum(pupils) filter (where grade <= 8) over school / nullif(sum(pupils) over school, 0) as primary_share,
         greatest(known + masked, total - (all_known - known) - 4 * (all_masked - masked)) as low,
         least(known + 4 * masked, total - (all_known - known) - (all_masked - masked)) as high
  from spread
  window school as (partition by site_id)
), moved as (
  select s.site_id, g.grade, s.aged, a.pupils, a.low, a.high,
         case when s.aged = for_year then 1
              else s.total * a.primary_share / nullif(sum(a.pupils) over (partition by s.site_id), 0)
         end as factor
  from site s
  cross join generate_series(1, 8) as g (grade)
  join aged a on a.site_id = s.site_id and a.grade = greatest(1, least(8, g.grade - (for_year - s.aged)))
), estimate as (
  select s.site_id, g.grade,
         coalesce(m.pupils * m.factor, s.total / 8.0) as exact,
         coalesce(floor(m.low * m.factor), 0)::int as low,
         coalesce(ceil(m.high * m.factor), s.total)::int as high,
         case when m.aged = for_year then 'DUO_AGE' else 'DUO_TOTAL' end as source
  from site s
  cross join generate_series(1, 8) as g (grade)
  left join moved m on m.site_id = s.site_id and m.grade = g.grade and m.factor is not null
), rounded as (   -- the rounding of running sums, so that the groups add up to the school
  select e.*, (round(sum(exact) over upto) - round(sum(exact) over upto - exact))::int as pupils
  from estimate e
  window upto as (partition by site_id order by grade)
)
select site_id, grade, pupils, least(low, pupils), greatest(high, pupils), exact, source from rounded
$$;
