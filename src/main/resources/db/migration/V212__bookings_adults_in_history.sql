-- How many adults came along after each event of a booking, so that the history says what changed when only they did. Null: written by
-- an earlier version, which kept the pupils only.
alter table booking_event add column adults int check (adults >= 0);
