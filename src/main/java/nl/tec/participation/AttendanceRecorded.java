package nl.tec.participation;

/** Event: who came to this session was recorded or corrected. */
public record AttendanceRecorded(long sessionId) {}
