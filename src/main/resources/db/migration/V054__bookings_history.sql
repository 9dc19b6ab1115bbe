-- What the history of a booking says besides what happened: from which date a visit was moved, and which message was sent about it.
-- Not the text of the message: history is never changed, and a text that people typed is removed after a while (rules 8).
alter table booking_event
  add column moved_from timestamptz,
  add column message_id bigint;
