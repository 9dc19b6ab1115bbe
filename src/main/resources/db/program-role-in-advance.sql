-- The privileges of program-role.sql on what migrations are going to create: other nodes use the views at the moment that they are made
-- anew. Run by the owner before every change of the tables. ROLE is replaced by its name.
alter default privileges in schema public grant select, insert, update, delete on tables to ROLE;
alter default privileges in schema public grant usage, select, update on sequences to ROLE;
