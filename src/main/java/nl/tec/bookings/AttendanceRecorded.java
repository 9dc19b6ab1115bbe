package nl.tec.bookings;

/** Event: who came to this session was recorded or corrected. */
public record AttendanceRecorded(long sessionId) {}
