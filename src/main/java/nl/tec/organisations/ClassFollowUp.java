package nl.tec.organisations;

/** What depends on a class and does not follow it by itself when it is corrected or removed; modules above implement it. */
public interface ClassFollowUp {

    /**
     * How many visits to come do not agree with the class as it is now: for another number of pupils, or the class is no longer
     * there. They are shown at {@code /school/klassen/<id>/bezoeken} and {@code /beheer/klassen/<id>/bezoeken}.
     */
    int open(long classId);
}
