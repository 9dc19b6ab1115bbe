-- DUO's exam candidates of secondary schools by profile or sector: what the technical profile is counted from (rules 2.11).
create table exam (
  site_id      bigint not null references school_site (organisation_id),
  school_year  int not null,                 -- 2022 = 2022/23
  programme    text not null,                -- 'HAVO - N&T', 'VMBO K - techniek', ...: DUO's words
  candidates   int not null check (candidates >= 0),     -- the sum of what is known
  masked_cells int not null check (masked_cells >= 0),   -- counts that are masked, each 1 to 4
  primary key (site_id, school_year, programme)
);
-- What other modules show of it.
create view exam_of_school as
select e.site_id, s.brin6, o.name, o.municipality_code, e.school_year, e.programme, e.candidates, e.masked_cells
  from exam e
  join school_site s on s.organisation_id = e.site_id
  join organisation o on o.id = e.site_id;
