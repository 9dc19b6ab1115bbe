package nl.tec.organisations;

/** The things that depend on a class and do not follow it by themselves when it is corrected or removed; modules above implement it. */
public interface ClassFollowUp {

    /**
     * How many visits to come do not agree with the class as it is now: for another number of pupils, or the class is no longer
     * there. They are shown at {@code /school/klassen/<id>/bezoeken} and {@code /beheer/klassen/<id>/bezoeken}.
     */
    int open(long classId);
}
