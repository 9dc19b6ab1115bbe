package nl.tec.bookings;

import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;

/** An active booking of a class, in a list. */
public record BookedVisit(
        long bookingId,
        long classId,
        long activityId,
        BookingState state,
        TimeSlot time,
        Bilingual title,
        World world) {}
