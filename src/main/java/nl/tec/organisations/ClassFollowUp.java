package nl.tec.organisations;

/** Counts what has to be adapted by hand after a class was corrected or removed; implemented by modules above. */
public interface ClassFollowUp {

    /**
     * Returns the number of upcoming visits that no longer match the class: its number of pupils has changed, or it was removed. They are
     * shown at {@code /school/klassen/<id>/bezoeken} and {@code /beheer/klassen/<id>/bezoeken}.
     */
    int open(long classId);
}
