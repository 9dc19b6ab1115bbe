package nl.tec.planning;

/** The hard rules of a plan (rules 5.2). A plan that breaks one is never published, whoever made it. */
public enum Rule {
    /** A wish is met by an activity that it names. */
    WISHED,
    /** A wish is met once. */
    ONCE,
    /** The activity suits the group of the class. */
    GRADES,
    /** The session is in a week that the wish allows. */
    WEEKS,
    /** The session is not on a date, or in a part of the day, that does not suit the class. */
    DATES,
    /** There is school on that day; a class leaves after it has begun and is back before it ends. */
    HOURS,
    /** Pinned placements stay, and forbidden ones are not made. */
    PINS,
    /** A session exceeds neither its maximum of classes nor its maximum of pupils. */
    FULL,
    /** A room holds one session at a time. */
    ROOM,
    /** No more equipment of a kind is in use at a time than there is. */
    EQUIPMENT,
    /** Every place in a team is taken by somebody with the skill; nobody counts for two. */
    STAFF_SKILLS,
    /** People work only when they are available. */
    STAFF_AVAILABLE,
    /** A person is in one place at a time, with time to travel between venues. */
    STAFF_CONFLICT,
    /** A person works no more sessions in a week than agreed. */
    STAFF_WEEK,
    /** A class takes a bus where it is too far to walk or cycle, and only there. */
    BUS_NEEDED,
    /** Classes on one bus have the same venue, start and end, and come from one school or from two that are near. */
    BUS_SHARED,
    /** A bus has a seat for every pupil and adult. */
    BUS_SEATS,
    /** A bus drives within its hours. */
    BUS_AVAILABLE,
    /** A bus makes one trip at a time, with time to turn around. */
    BUS_CONFLICT,
    /** A class is out once a day. */
    CLASS_ELSEWHERE,
    /** Classes that wish to come together come to the same session, or not at all. */
    TOGETHER,
    /** A plan is consistent: every session has visitors, every trip has passengers, and its claims about itself are true. */
    CONSISTENT
}
