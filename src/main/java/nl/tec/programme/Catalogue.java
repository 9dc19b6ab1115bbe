package nl.tec.programme;

import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;

/** Making and changing activities; for programme managers. Who may is checked by the caller. */
public interface Catalogue {

    /** What came of a change. */
    sealed interface Result permits Saved, Refused, Outdated {}

    record Saved(Activity activity) implements Result {}

    /** Nothing is stored: this is wrong with it, at the fields of the form (the names are in {@link ActivityFields}). */
    record Refused(Problems problems) implements Result {}

    /** Nothing is stored: somebody else changed it in the meantime, into this. */
    record Outdated(Activity current) implements Result {}

    /** An activity in any state. */
    Optional<Activity> find(long id);

    /** All activities in any state, by title; for the list of the programme manager. */
    List<Activity> list();

    List<CurriculumGoal> goals();

    /** What is wrong with one, for a form of which something could not be read. */
    Problems check(ActivityDetails details);

    /** A new draft; its slug is made of the Dutch title. */
    Result create(ActivityDetails details, Actor by);

    /**
     * @param version the one that was on the screen
     */
    Result change(long id, int version, ActivityDetails details, Actor by);

    /** A draft of the same content, '(kopie)' behind its title. */
    Activity copy(long id, Actor by);

    /** From now on everybody sees it, with its published sessions. */
    Result publish(long id, int version, Actor by);

    /** Back to a draft: nobody sees it. Refused while sessions are still to come that are published. */
    Result withdraw(long id, int version, Actor by);

    /**
     * It is no longer offered. Its sessions that are still to come are cancelled with it, drafts too, and everybody who booked
     * is told (rules 3).
     *
     * @param reason shown to those who booked; may be empty only when no session is still to come
     */
    Result cancel(long id, int version, String reason, Actor by);
}
