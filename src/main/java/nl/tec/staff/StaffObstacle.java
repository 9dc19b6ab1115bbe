package nl.tec.staff;

/** The reasons why somebody can't guide a session (rules 3, 4); the function {@code staff_obstacles} in the database decides. */
public enum StaffObstacle {
    ELSEWHERE,
    /** Not enough time between this session and the previous or the next one. */
    TRAVEL,
    UNAVAILABLE,
    /** No valid certificate of conduct, where minors come. */
    VOG,
    /** Lacks the skill of all open positions. */
    SKILL,
    /** Exceeds the person's maximum of hours that week. */
    HOURS,
    ENDED;

    /** Whether it is in the way of planning only: somebody with this obstacle can have been there all the same. */
    public boolean onlyBefore() {
        return this == UNAVAILABLE || this == SKILL || this == HOURS;
    }
}
