-- How many of an equipment a session takes: each is an item of its own, and in one place at a time (constraint reservation_conflict).
alter table activity_equipment add column quantity int not null default 1 check (quantity between 1 and 99);
