-- The names of the tables that a version is published with; empty: it was adopted by a version of the program that had only the first of them.
alter table annual_account_version add column tables text[];
