-- What the history of a booking says besides what happened: from which date a visit was moved, and the subject of a message about it.
-- Subjects are typed by people and can name somebody: they are removed with the other personal data of the booking (rules 8).
alter table booking_event
  add column moved_from timestamptz,
  add column subject text check (length(subject) between 1 and 120);
alter table booking_event alter column subject set statistics 0;
