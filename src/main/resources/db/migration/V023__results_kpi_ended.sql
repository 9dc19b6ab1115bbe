-- The administrator adds KPIs and ends them; one that ended stays for the years it was there.
alter table kpi add column last_year int check (last_year between 2000 and 2100);
-- two that count at the same time can be told apart
create unique index kpi_name_nl on kpi (lower(name_nl)) where last_year is null;
create unique index kpi_name_en on kpi (lower(name_en)) where last_year is null;
