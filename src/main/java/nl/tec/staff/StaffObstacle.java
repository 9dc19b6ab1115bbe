package nl.tec.staff;

/** Why somebody can't guide a session (rules 3, 4); the function {@code staff_obstacles} in the database decides. */
public enum StaffObstacle {
    ELSEWHERE,
    /** Not in time from the session before, or to the one after. */
    TRAVEL,
    UNAVAILABLE,
    /** No valid certificate of conduct, where minors come. */
    VOG,
    /** Nobody without it is needed any more. */
    SKILL,
    /** More hours that week than the person's maximum. */
    HOURS,
    ENDED
}
