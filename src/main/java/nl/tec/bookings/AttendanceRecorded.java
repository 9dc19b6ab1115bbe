package nl.tec.bookings;

/** Event: the attendance of this session was recorded or corrected. */
public record AttendanceRecorded(long sessionId) {}
