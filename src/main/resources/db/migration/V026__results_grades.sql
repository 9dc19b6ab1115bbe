-- A figure about pupils by group, measured with it: opening it down at the size of a country does not count all cohorts again.
create table kpi_grade (
  kpi_code text not null,
  year     int not null,
  grade    int not null check (grade between 1 and 8),
  pupils   bigint not null check (pupils >= 0),    -- enrolled
  reached  bigint not null check (reached >= 0),
  primary key (kpi_code, year, grade),
  foreign key (kpi_code, year) references kpi_figure (kpi_code, year) on delete cascade
);
