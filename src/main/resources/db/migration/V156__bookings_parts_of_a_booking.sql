-- What every booking paid for twice, as in V029: the parts of a booking are written in the statement that makes or locks it, so all that
-- the reference guards against is that a booking is removed, and that is refused as such (booking_stays).
-- In the order of those who book.
lock table booking, booking_part in access exclusive mode;
alter table booking_part drop constraint booking_part_booking_id_fkey;
